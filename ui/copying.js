// Runs once for each of the page's own HTML parts, before behaviour.js: a button with `data-copy` copies what it holds
// and says in the line it stands in what came of it.
{
  // Without a secure connection (another machine's page over http) a browser has no clipboard but this old way.
  const copyFromField = (text) => {
    const field = document.createElement('textarea');
    field.value = text;
    field.setAttribute('readonly', '');
    field.style.cssText = 'position:fixed;top:0;opacity:0';
    document.body.append(field);
    field.select();
    const copied = document.execCommand('copy');
    field.remove();
    return copied;
  };

  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return copyFromField(text);
    }
  };

  element.addEventListener('click', async (event) => {
    const button = event.target.closest('[data-copy]');
    if (!button || !element.contains(button)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const copied = await copy(button.dataset.copy);
    for (const line of element.querySelectorAll('.ap-copied')) line.textContent = '';
    const line = button.closest('.ap-cite');
    const said = copied ? line.dataset.copied : line.dataset.failed;
    line.querySelector('.ap-copied').textContent = said.replace('{citation}', () => button.dataset.copy);
    button.focus({ preventScroll: true });
  });
}
