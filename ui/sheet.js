// Runs once: on a phone the sources are a sheet at the window's foot (style.css), which its handle raises and lowers.
{
  const raised = () => document.querySelector('#side.ap-raised');
  const tell = () => {
    const handle = document.querySelector('#side .ap-handle');
    const said = String(Boolean(raised()));
    if (handle && handle.getAttribute('aria-expanded') !== said) handle.setAttribute('aria-expanded', said);
  };
  const lower = () => {
    raised()?.classList.remove('ap-raised');
    tell();
  };

  document.addEventListener('click', (event) => {
    const handle = event.target.closest('.ap-handle');
    if (handle) {
      document.querySelector('#side').classList.toggle('ap-raised');
      tell();
    } else if (raised() && !event.target.closest('#side')) lower();
  });
  document.addEventListener('focusin', (event) => event.target.closest('#talk') && lower());
  document.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || !raised()) return;
    if (document.querySelector('.ap-reader')?.checkVisibility()) return;
    event.preventDefault();
    lower();
    document.querySelector('#side .ap-handle').focus();
  });
  // Each time that the sources come anew, their handle does too.
  const side = document.querySelector('#side');
  if (side) new MutationObserver(tell).observe(side, { childList: true, subtree: true });
}
