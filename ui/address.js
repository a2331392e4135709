// Runs once: the address of the window says which question and filters it shows, so that a link reproduces the search.
const told = () => {
  const query = element.querySelector('[data-address]')?.dataset.address;
  if (query === undefined || query === location.search) return;
  history.replaceState(history.state, '', location.pathname + query + location.hash);
};
watch('value', told);
