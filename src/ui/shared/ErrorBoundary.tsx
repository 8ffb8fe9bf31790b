import { Component, type ReactNode } from 'react';

interface Props {
  /** what the reader sees instead; gets the error's own sentence */
  readonly fallback: (message: string, retry: () => void) => ReactNode;
  readonly children: ReactNode;
}

/** One a panel: a panel that throws says so, and the others go on. React offers this as a class only. */
export class ErrorBoundary extends Component<Props, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null };

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) };
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children;
    return this.props.fallback(this.state.message, () => this.setState({ message: null }));
  }
}
