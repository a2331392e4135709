// Runs once for each of the page's own HTML parts, with Gradio's `element`, `trigger` and `watch`.
// Links to sources, articles and pages become the event 'open', the reader's button and Esc the event 'shut', and
// what has `data-event` the event that it names; `data-focus` says which element takes the focus then.

element.addEventListener('click', (event) => {
  const parts = '[data-event], [data-turn], [data-article], [data-page], [data-close], [data-shelf]';
  const link = event.target.closest(parts);
  if (!link || !element.contains(link)) return;
  event.preventDefault();
  if (link.dataset.event) {
    window.askpressOpener = link;
    trigger(link.dataset.event, { ...link.dataset });
    if (link.dataset.focus) document.querySelector(link.dataset.focus)?.focus();
  } else if (link.dataset.close) {
    trigger('shut', {});
  } else {
    window.askpressOpener = link;
    trigger('open', { ...link.dataset });
  }
});

element.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || !element.querySelector('.ap-reader')) return;
  event.preventDefault();
  trigger('shut', {});
});

// Words that are marked in the view of a page go into the form that corrects it, where that is open.
element.addEventListener('mouseup', () => {
  const words = String(document.getSelection());
  if (!words.trim() || !element.querySelector('.ap-coloured') || !document.querySelector('#correct')) return;
  trigger('select', { words });
});

// A reader that has just been filled takes the focus and scrolls each of its panes to the quote; one that has been
// emptied gives the focus back to the link it was opened by.
let shown = '';
const settle = () => {
  const reader = element.querySelector('.ap-reader');
  const content = reader ? reader.innerHTML : '';
  if (content === shown) return;
  shown = content;
  if (!reader) {
    // The link may have been drawn anew meanwhile: then it is the one that leads to the same place.
    const opener = window.askpressOpener;
    const link = opener?.isConnected ? opener : document.querySelector(`a[href="${opener?.getAttribute('href')}"]`);
    link?.focus({ preventScroll: true });
    return;
  }
  for (const pane of reader.querySelectorAll('.ap-scroll')) {
    const target = pane.querySelector('mark') || pane.querySelector('.ap-mark-article');
    const above = target ? target.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop : 0;
    pane.scrollTop = Math.max(0, above - pane.clientHeight / 3);
  }
  reader.querySelector('.ap-close').focus({ preventScroll: true });
  reader.scrollTop = 0;
};

// The conversation follows its last exchange: a new question comes to the top of what is seen, and where the answer
// grows out of the column, the column goes along unless the reader has scrolled up.
let followed = '';
const follow = () => {
  const column = element.closest('#conversation');
  const last = element.querySelector('.ap-exchange:last-child');
  if (!column || !last || element.id !== 'present') return;
  if (last.id !== followed) {
    followed = last.id;
    last.scrollIntoView({ block: 'start' });
  } else if (column.scrollHeight - column.scrollTop - column.clientHeight < 120) {
    column.scrollTop = column.scrollHeight;
  }
};

// A button of a part that was drawn anew, such as a day of the calendar, keeps the focus by its id, unless the reader
// has gone on to something else meanwhile, such as the question box.
const refocus = () => {
  const opener = window.askpressOpener;
  if (!opener?.id || opener.isConnected || document.activeElement !== document.body) return;
  window.askpressOpener = element.querySelector(`#${CSS.escape(opener.id)}`) || opener;
  window.askpressOpener.focus({ preventScroll: true });
};

watch('value', () => {
  refocus();
  settle();
  follow();
});
settle();
