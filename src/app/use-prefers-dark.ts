// Whether the system asks for dark right now, for views that say so; the page's root follows by itself (theme.ts).

import { useEffect, useState } from 'preact/hooks';

export function usePrefersDark(): boolean {
  const [prefersDark, setPrefersDark] = useState(() => darkQuery().matches);
  useEffect(() => {
    const query = darkQuery();
    const follow = () => setPrefersDark(query.matches);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, []);
  return prefersDark;
}

function darkQuery(): MediaQueryList {
  return window.matchMedia('(prefers-color-scheme: dark)');
}
