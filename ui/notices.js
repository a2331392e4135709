// Runs once: Gradio's own notices come in English, whatever language the page is in; their words are exchanged.
{
  const words = () => JSON.parse(document.querySelector('#keys [data-notices]')?.dataset.notices ?? '{}');

  const exchange = () => {
    const notices = document.querySelectorAll('.toast-body');
    if (!notices.length) return;
    const said = words();
    for (const notice of notices) {
      const texts = document.createTreeWalker(notice, NodeFilter.SHOW_TEXT);
      while (texts.nextNode()) {
        const text = texts.currentNode;
        const better = said[text.data.trim()];
        if (better) text.data = better;
      }
      const close = notice.querySelector('[data-testid=toast-close]');
      if (close && said.Close) close.ariaLabel = said.Close;
    }
  };

  new MutationObserver(exchange).observe(document.body, { childList: true, subtree: true, characterData: true });
}
