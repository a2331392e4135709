// Runs once for the place where pages are dropped and for the queue, with Gradio's `element`, `trigger`, `upload`.
// Dropped and chosen files are sent one after the other, each with the folders that it came in: Gradio's own upload
// takes no dropped folder and forgets where in it a file stood. Then they become the event 'arrive'; a line's button
// becomes the event 'cancel', and that of the queue the event 'clear'. An address that is given arrives as files do.

const LANES = 3;

// What was dropped: [{ file, name }], folders walked to the bottom, hidden files left out as every build leaves them.
const walk = async (entry, around, found) => {
  if (entry.name.startsWith('.')) return;
  if (entry.isFile) {
    found.push({ file: await new Promise((good, bad) => entry.file(good, bad)), name: around + entry.name });
    return;
  }
  const reader = entry.createReader();
  for (;;) {
    // A hundred at a time, until there are none.
    const some = await new Promise((good, bad) => reader.readEntries(good, bad));
    if (!some.length) return;
    for (const inner of some) await walk(inner, `${around}${entry.name}/`, found);
  }
};

const chosen = (files) =>
  [...files]
    .map((file) => ({ file, name: file.webkitRelativePath || file.name }))
    .filter(({ name }) => !name.split('/').some((part) => part.startsWith('.')));

const say = (text) => {
  const place = element.querySelector('.ap-sending');
  if (place) place.textContent = text;
};

let sending = false;
const send = async (files) => {
  if (sending) return;
  sending = true;
  const data = element.querySelector('.ap-drop').dataset;
  if (!files.length) say(data.nothing);
  const arrived = [];
  let next = 0;
  const lane = async () => {
    while (next < files.length) {
      const at = next++;
      const { file, name } = files[at];
      const [done, total] = [String(at + 1), String(files.length)];
      say(data.sending.replace('{done}', done).replace('{total}', total).replace('{name}', name));
      try {
        arrived[at] = { name, path: (await upload(file)).path };
      } catch (error) {
        arrived[at] = { name, failed: String(error.message || error) };
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  sending = false;
  if (files.length) say('');
  if (files.length) trigger('arrive', { files: arrived });
};

element.addEventListener('change', (event) => {
  if (event.target.type !== 'file') return;
  const files = chosen(event.target.files);
  event.target.value = '';
  send(files);
});

element.addEventListener('submit', (event) => {
  event.preventDefault();
  const field = event.target.querySelector('input[type=url]');
  const address = field.value.trim();
  field.value = '';
  if (address) trigger('arrive', { address });
});

const over = (event, on) => {
  if (!element.querySelector('.ap-drop')) return;
  event.preventDefault();
  element.querySelector('.ap-drop').classList.toggle('ap-over', on);
};
element.addEventListener('dragover', (event) => over(event, true));
element.addEventListener('dragleave', (event) => over(event, false));
element.addEventListener('drop', async (event) => {
  over(event, false);
  // The entries are gone once the event is over: taken at once, walked after.
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  const files = [];
  for (const entry of entries) await walk(entry, '', files);
  send(files);
});

element.addEventListener('click', (event) => {
  const button = event.target.closest('[data-cancel], [data-clear]');
  if (!button) return;
  if (button.dataset.clear) trigger('clear', {});
  else trigger('cancel', { line: button.dataset.cancel });
});
