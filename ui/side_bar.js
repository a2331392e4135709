
// The list of conversations, after what behaviour.js does for every part. The window remembers which conversation it
// shows until it is closed, also when it is loaded anew; a line that asks back takes the focus.
const remember = () => {
  const list = element.querySelector('.ap-conversations');
  if (!list) return;
  const toggle = element.closest('.sidebar')?.querySelector('.toggle-button');
  toggle?.setAttribute('aria-label', list.dataset.toggle);
  list.querySelector('[data-focus]')?.focus();
  if (list.dataset.current === undefined) return;
  try {
    sessionStorage.setItem('askpress-conversation', list.dataset.current);
  } catch {
    // A browser that keeps nothing begins anew next time.
  }
};

watch('value', remember);
