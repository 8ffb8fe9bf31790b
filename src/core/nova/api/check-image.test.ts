import { expect, test } from 'vitest';
import { checkImage, checkKeptImage } from './check-image.ts';

const GIB = 1024 ** 3;
const IMAGE = { id: 'i1', status: 'active', min_ram: 64, min_disk: 1, size: GIB };
const FLAVOR = { memory_mb: 512, root_gb: 1 };

test.each([
  [{}, FLAVOR],
  [
    { size: 40 * GIB, min_disk: 40 },
    { ...FLAVOR, root_gb: 0 },
  ],
])('an image %j goes with a flavor %j', (image, flavor) => {
  expect(() => checkImage({ ...IMAGE, ...image }, flavor)).not.toThrow();
});

test.each([
  [{ status: 'queued' }, 'Image i1 is not active.'],
  [{ min_ram: 513 }, "Flavor's memory is too small for requested image."],
  [
    { size: GIB + 1 },
    "Flavor's disk is too small for requested image. Flavor disk is 1073741824 bytes, image is 1073741825 bytes.",
  ],
  [
    { min_disk: 2 },
    "Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is 1073741824 bytes, minimum size is 2147483648 bytes.",
  ],
])('an image %j is refused with what is missing', (image, sentence) => {
  expect(() => checkImage({ ...IMAGE, ...image }, FLAVOR)).toThrow(sentence);
});

test('what a server keeps of its image is looked at in the same way', () => {
  expect(() => checkKeptImage({ image_min_ram: '0', image_min_disk: '1' }, FLAVOR)).not.toThrow();
  expect(() => checkKeptImage({ image_min_ram: '1024' }, FLAVOR)).toThrow('memory is too small');
  expect(() => checkKeptImage({ image_min_disk: '20' }, FLAVOR)).toThrow('minimum size is 21474836480 bytes');
});
