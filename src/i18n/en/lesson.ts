/** English: the lesson about the databases. */
export const lesson = {
  title: 'Why is there no nova database?',
};
