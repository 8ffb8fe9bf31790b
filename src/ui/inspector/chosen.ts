import { createContext } from 'react';

/** Whether what is shown was pressed by the reader, and is not just what the step is about. */
export const Chosen = createContext(false);
