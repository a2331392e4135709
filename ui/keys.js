// Runs once: the page's keys. None of them acts where something is being written, but for ↓ in an empty question box.
{
  const seen = (selector, within = document) =>
    [...within.querySelectorAll(selector)].filter((one) => one.checkVisibility());
  const writes = (target) => target.closest('textarea, input:not([type=radio], [type=checkbox]), select, [role=listbox]');
  const question = () => document.querySelector('#question textarea');

  const step = (all, at, by) => {
    const next = all[at + by];
    next?.focus();
    return Boolean(next);
  };

  const toQuestion = () => {
    document.querySelector('#side .ap-reader .ap-close')?.click();
    if (!question().checkVisibility()) document.querySelector('#tabs [role=tab]').click();
    requestAnimationFrame(() => question().focus());
    return true;
  };

  const amongSources = (target, key) => {
    const sources = seen('#sources .ap-card .ap-open');
    const card = target.closest('.ap-card');
    const at = sources.findIndex((one) => card?.contains(one));
    if (key === 'ArrowUp' && at === 0) return toQuestion();
    if (key === 'Home') return step(sources, 0, 0);
    if (key === 'End') return step(sources, sources.length - 1, 0);
    return step(sources, at, key === 'ArrowDown' ? 1 : -1);
  };

  // The reader hides the list of sources, whose links open the source before and the next all the same.
  const besideInReader = (by) => {
    const opened = window.askpressOpener?.dataset ?? {};
    const sources = [...document.querySelectorAll('#sources .ap-card .ap-open')];
    const at = sources.findIndex(
      ({ dataset }) => dataset.turn === opened.turn && dataset.number === opened.number && dataset.hit === opened.hit,
    );
    const next = at < 0 ? null : sources[at + by];
    next?.click();
    return Boolean(next);
  };

  const arrow = (target, key) => {
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (target.closest('#question')) return key === 'ArrowDown' && !question().value && step(seen('#sources .ap-open'), 0, 0);
    if (writes(target)) return false;
    if (target.closest('#sources')) return !sideways && amongSources(target, key);
    if (!sideways) return false;
    const mark = target.closest('.ap-mark');
    if (mark) {
      const marks = seen('.ap-mark', mark.closest('.ap-exchange'));
      return step(marks, marks.indexOf(mark), sideways);
    }
    const reads = target.closest('#reader') || target === document.body;
    return Boolean(reads && seen('#reader .ap-reader').length) && besideInReader(sideways);
  };

  const showKeys = () => {
    const dialog = element.querySelector('.ap-keys');
    if (!dialog.open) dialog.showModal();
    return true;
  };

  const closeReader = () => {
    const [close] = seen('.ap-reader .ap-close');
    close?.click();
    return Boolean(close);
  };

  document.addEventListener('keydown', (event) => {
    const { key, target } = event;
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (document.querySelector('dialog[open]')) return;
    let done = false;
    if (key.startsWith('Arrow') || key === 'Home' || key === 'End') done = arrow(target, key);
    else if (key === 'Escape') done = closeReader();
    else if (key === '/' && !writes(target)) done = toQuestion();
    else if (key === '?' && !writes(target)) done = showKeys();
    if (done) event.preventDefault();
  });

  element.addEventListener('click', (event) => {
    if (event.target.closest('.ap-keys-open')) showKeys();
    const dialog = element.querySelector('.ap-keys');
    // A click beside the dialog is one on its backdrop, and hits the dialog itself.
    if (event.target.closest('.ap-keys-close') || event.target === dialog) dialog.close();
  });
}
