// The playground's clock: said plainly when it is not the machine's, and moved by four jumps.
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { classes, html } from './html.ts';
import type { VNode } from './html.ts';
import { api, faultText } from './api.ts';
import { formatFull, formatOffset, formatShort } from './format.ts';
import { Icon } from './icons.ts';
import { store, toast, useApp } from './state.ts';
import { readAll, readClock } from './sync.ts';
import { useNow, useReader } from './text.ts';
import type { Preset } from './wire.ts';

export function ClockPanel(): VNode | null {
  const clock = useApp((state) => state.clock);
  const reader = useReader();
  const nowMs = useNow();
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const panelId = useId();
  useEffect(() => {
    if (!open) return;
    const onPointer = (event: Event): void => {
      if (event.target instanceof Node && box.current?.contains(event.target) !== true) setOpen(false);
    };
    document.addEventListener('pointerdown', onPointer);
    return () => document.removeEventListener('pointerdown', onPointer);
  }, [open]);
  if (clock === null) return null;
  const moved = formatOffset(clock.offsetMs);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || !open) return;
    event.stopPropagation();
    setOpen(false);
    opener.current?.focus();
  };
  const toggle = (): void => {
    // Where the jumps lead depends on what was posted since.
    if (!open) void readClock();
    setOpen(!open);
  };
  return html`<div class="clock" ref=${box} onKeyDown=${onKeyDown}>
    ${open ? html`<${Presets} id=${panelId} presets=${clock.presets} moved=${moved} nowMs=${nowMs} />` : null}
    <button type="button" class=${classes('foot-button', moved !== null && 'foot-button--moved')} ref=${opener} aria-expanded=${open} aria-controls=${open ? panelId : undefined} title=${formatFull(nowMs, reader)} onClick=${toggle}>
      <span class="foot-icon"><${Icon} name="clock" /></span>
      <span class="foot-words"><span class="foot-small">Playground clock</span><span class="foot-main">${formatShort(nowMs, reader)}</span>${moved === null ? null : html`<span class="foot-moved">${moved}</span>`}</span>
      <${Icon} name="updown" />
    </button>
  </div>`;
}

interface PresetsProps {
  readonly id: string;
  readonly presets: readonly Preset[];
  readonly moved: string | null;
  readonly nowMs: number;
}

function Presets({ id, presets, moved, nowMs }: PresetsProps): VNode {
  const reader = useReader();
  const panel = useRef<HTMLDivElement>(null);
  const [jumping, setJumping] = useState<string | null>(null);
  useEffect(() => panel.current?.querySelector('button')?.focus(), []);
  const jump = async (preset: string): Promise<void> => {
    if (jumping !== null) return;
    setJumping(preset);
    try {
      const clock = await api.jump(preset);
      store.change(() => ({ clock: { ...clock, readAt: performance.now() } }));
      await readAll();
    } catch (error) {
      toast(faultText(error));
    }
    setJumping(null);
  };
  return html`<div class="menu clock-panel" id=${id} role="group" aria-label="Playground clock" ref=${panel}>
    <p class="clock-now">${formatFull(nowMs, reader)}</p>
    <p class="hint">${moved === null ? 'This is the machine’s own time. Jump ahead to see what happens then.' : `Not the machine’s time: ${moved} of it. Everything that became due has been done.`}</p>
    ${presets.map(
      (
        preset,
      ) => html`<button type="button" key=${preset.id} class="menu-item" aria-disabled=${jumping !== null || preset.atMs === null} onClick=${() => (preset.atMs === null ? undefined : void jump(preset.id))}>
      <span class="foot-main">${preset.label}</span>
      ${jumping === preset.id ? html`<span class="spinner"></span>` : html`<span class="foot-small">${preset.atMs === null ? 'nothing yet' : formatShort(preset.atMs, reader)}</span>`}
    </button>`,
    )}
    <p class="visually-hidden" role="status">${jumping === null ? '' : 'Moving the clock…'}</p>
  </div>`;
}
