/** Where lines end on a node: React Flow asks for handles where it measures a node, the lines' points are the map's own. */
import { Handle, Position } from '@xyflow/react';
import { memo } from 'react';

export const Anchors = memo(function Anchors() {
  return (
    <>
      <Handle type="source" position={Position.Right} isConnectable={false} />
      <Handle type="target" position={Position.Left} isConnectable={false} />
    </>
  );
});
