/** Where lines end on a node: React Flow asks for handles, the lines' points are the map's own. */
import { Handle, Position } from '@xyflow/react';

export function Anchors() {
  return (
    <>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle type="target" position={Position.Left} isConnectable={false} />
    </>
  );
}
