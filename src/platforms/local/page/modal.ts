// A native dialog that opens when it is drawn and gives the focus back when it goes.
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { html } from './html.ts';
import type { VNode } from './html.ts';

interface ModalProps {
  readonly labelledBy: string;
  readonly kind: 'form' | 'confirmation';
  readonly onClose: () => void;
  readonly children: VNode;
}

export function Modal({ labelledBy, kind, onClose, children }: ModalProps): VNode {
  const dialog = useRef<HTMLDialogElement>(null);
  const opener = useRef<Element | null>(null);
  useLayoutEffect(() => {
    opener.current = document.activeElement;
    dialog.current?.showModal();
  }, []);
  useEffect(
    () => () => {
      // The dialog is taken out of the page, not closed, so the browser does not give the focus back by itself.
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus({ preventScroll: true });
    },
    [],
  );
  const onCancel = (event: Event): void => {
    event.preventDefault();
    onClose();
  };
  const onMouseDown = (event: MouseEvent): void => {
    if (event.target === dialog.current) onClose(); // the backdrop; whatever is inside has its own target
  };
  const onKeyDown = (event: KeyboardEvent): void => event.stopPropagation();
  return html`<dialog ref=${dialog} class=${`modal modal--${kind}`} aria-labelledby=${labelledBy} onCancel=${onCancel} onMouseDown=${onMouseDown} onKeyDown=${onKeyDown}>
    <div class="modal-inner">${children}</div>
  </dialog>`;
}
