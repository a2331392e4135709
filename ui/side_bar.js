
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

// Where the bar covers the page, it goes away as soon as a conversation was chosen.
document.addEventListener('click', (event) => {
  const bar = element.closest('.sidebar.open');
  const chosen = event.target.closest('[data-event="select"], #new-conversation');
  if (!bar || !chosen || !bar.contains(chosen) || !matchMedia('(max-width: 768px)').matches) return;
  bar.querySelector('.toggle-button').click();
});

watch('value', remember);
