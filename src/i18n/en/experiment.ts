/** The panel of the experiment: its runs. */
export const experiment = {
  runs: {
    title: 'Runs',
    about:
      'A command given at a past step opens a run of its own. It equals the run before it up to that moment; both are kept.',
    /** how a run is called that the reader has not named: what only it was ordered, and when */
    untitled: (scenario: string): string => scenario,
    ordered: (command: string, what: string, at: string): string =>
      what === '' ? `${command} at ${at}` : `${command} ${what} at ${at}`,
    more: (n: number): string => `and ${n} more`,
    otherDeployment: (keys: string): string => `with ${keys}`,
    forkedAt: (at: string): string => `forked at ${at}`,
    shown: 'shown',
    show: 'Show',
    rename: 'Rename',
    nameOf: (run: string): string => `Name of the run “${run}”`,
    save: 'Save',
    cancel: 'Cancel',
    remove: 'Delete',
    removeLast: 'The only run cannot be deleted',
    link: 'Copy link',
  },
};
