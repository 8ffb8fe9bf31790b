/** As the `ref` of a native dialog that is there to be open: Esc shuts it, and the focus goes back to where it was. */
export function openDialog(dialog: HTMLDialogElement | null): void {
  if (dialog && !dialog.open) dialog.showModal();
}

/** The dialog around what was pressed. */
export const closeDialog = (inside: Element): void => inside.closest('dialog')?.close();
