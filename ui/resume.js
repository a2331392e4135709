// Run as the page has loaded: which conversation this window showed before, and whether it has room for the side bar.
(before, wide, ...others) => {
  let kept = '';
  try {
    kept = sessionStorage.getItem('askpress-conversation') || '';
  } catch {
    // A browser that keeps nothing begins anew.
  }
  return [kept, window.innerWidth >= 1400, ...others];
};
