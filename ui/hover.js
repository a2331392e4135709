// Runs once, for the part that holds the box: a link with `data-quote` shows its quote there on hovering and on focus.
// The box stays while the pointer is on it, and Esc shuts it (WCAG 2.2, 1.4.13).
{
  const LEAVE = 200;
  const GAP = 8;
  let link = null;
  let leaving = 0;
  const box = () => element.querySelector('.ap-quote-box');

  const hide = () => {
    clearTimeout(leaving);
    link?.removeAttribute('aria-describedby');
    link = null;
    if (box()?.matches(':popover-open')) box().hidePopover();
  };

  const place = (node) => {
    const at = link.getBoundingClientRect();
    const left = Math.min(at.left - 24, window.innerWidth - node.offsetWidth - GAP);
    const below = at.bottom + GAP;
    const fits = below + node.offsetHeight < window.innerHeight || at.top < node.offsetHeight + GAP;
    node.style.left = `${Math.max(GAP, left)}px`;
    node.style.top = `${fits ? below : at.top - GAP - node.offsetHeight}px`;
  };

  const line = (tag, text) => {
    const made = document.createElement(tag);
    made.textContent = text;
    return made;
  };

  const show = (next) => {
    clearTimeout(leaving);
    const node = box();
    if (!node || link === next) return;
    hide();
    link = next;
    node.replaceChildren(line('q', link.dataset.quote), line('p', link.dataset.origin));
    node.showPopover();
    link.setAttribute('aria-describedby', node.id);
    place(node);
  };

  document.addEventListener('pointerover', (event) => {
    if (event.pointerType === 'touch') return;
    const over = event.target.closest?.('[data-quote]');
    if (over) show(over);
    else if (event.target.closest?.('.ap-quote-box')) clearTimeout(leaving);
    else if (link) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, LEAVE);
    }
  });
  document.addEventListener('focusin', (event) => {
    const focused = event.target.closest('[data-quote]');
    if (focused?.matches(':focus-visible')) show(focused);
    else if (link) hide();
  });
  document.addEventListener('click', hide);
  // Focus may scroll its link into view: then the box goes along, where the pointer alone holds it, it goes.
  const scrolled = (event) => {
    if (!link || box().contains(event.target)) return;
    if (link === document.activeElement) place(box());
    else hide();
  };
  document.addEventListener('scroll', scrolled, true);
  window.addEventListener('resize', hide);
  // Before any other part hears of it: the key shuts what lies on top, and no more.
  document.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape' || !link) return;
      event.stopPropagation();
      event.preventDefault();
      hide();
    },
    true,
  );
}
