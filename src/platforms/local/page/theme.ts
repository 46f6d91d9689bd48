// Light, dark, or as the system has it. The choice is this browser's.
import { useEffect, useState } from 'preact/hooks';
import { html } from './html.ts';
import type { VNode } from './html.ts';
import { Icon } from './icons.ts';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];
const KEY = 'rapport.theme';
const icons = { system: 'half', light: 'sun', dark: 'moon' } as const satisfies Record<Theme, string>;

function remembered(): Theme {
  const stored = localStorage.getItem(KEY);
  return themes.find((one) => one === stored) ?? 'system';
}

/** Called before the first drawing, so that a page that was chosen dark never flashes light. */
export function showRememberedTheme(): void {
  show(remembered());
}

function show(theme: Theme): void {
  const { dataset } = document.documentElement;
  if (theme === 'system') delete dataset['theme'];
  else dataset['theme'] = theme;
}

export function ThemeSwitch(): VNode {
  const [theme, setTheme] = useState(remembered);
  useEffect(() => {
    localStorage.setItem(KEY, theme);
    show(theme);
  }, [theme]);
  const next = themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'system';
  const label = `Theme: ${theme}. Switch to ${next}`;
  return html`<button type="button" class="icon-button" title=${label} aria-label=${label} onClick=${() => setTheme(next)}><${Icon} name=${icons[theme]} /></button>`;
}
