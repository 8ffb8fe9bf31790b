/** The least page on the same libraries: React, React Flow with two nodes, sql.js with one query. Nothing else. */
import { Background, ReactFlow } from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import { createRoot } from 'react-dom/client';
import initSqlJs from 'sql.js';
import wasm from 'sql.js/dist/sql-wasm.wasm?url';
import { defined } from '../../../core/base/assert.ts';

const NODES = [
  { id: 'a', position: { x: 0, y: 0 }, data: { label: 'a' } },
  { id: 'b', position: { x: 200, y: 100 }, data: { label: 'b' } },
];
const EDGES = [{ id: 'a-b', source: 'a', target: 'b' }];

createRoot(defined(document.getElementById('root'), '#root')).render(
  <div style={{ width: '100vw', height: '100vh' }}>
    <ReactFlow nodes={NODES} edges={EDGES} fitView>
      <Background />
    </ReactFlow>
  </div>,
);
initSqlJs({ locateFile: () => wasm }).then((sql) => {
  document.documentElement.dataset.sqlite = String(new sql.Database().exec('SELECT 1').length);
});
