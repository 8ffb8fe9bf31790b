/** Whether an image goes with a flavor, as every request asks that brings the two together (`nova/compute/api.py`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { numberOr, text, textOr } from '../fields.ts';
import type { Image } from '../objects/catalog.ts';

const GIB = 1024 ** 3;

/**
 * `_validate_flavor_image`, of a disk of the host's own. Errors: `CodedError` `ImageNotActive`, `FlavorMemoryTooSmall`,
 * `FlavorDiskSmallerThanImage`, `FlavorDiskSmallerThanMinDisk`.
 */
export function checkImage(image: Image, flavor: JsonObject): void {
  if (image.status !== 'active')
    throw new CodedError('ImageNotActive', `Image ${text(image, 'id')} is not active.`);
  checkRoom(image, flavor);
}

/** `_validate_flavor_image_nostatus`, of what a server keeps of its image (`get_image_from_system_metadata`). */
export function checkKeptImage(metadata: JsonObject, flavor: JsonObject): void {
  const kept = (name: string): number => Number.parseInt(textOr(metadata, `image_${name}`, '0'), 10) || 0;
  checkRoom({ min_ram: kept('min_ram'), min_disk: kept('min_disk') }, flavor);
}

function checkRoom(image: Image | JsonObject, flavor: JsonObject): void {
  if (numberOr(flavor, 'memory_mb', 0) < numberOr(image, 'min_ram', 0))
    throw new CodedError('FlavorMemoryTooSmall', "Flavor's memory is too small for requested image.");
  const disk = numberOr(flavor, 'root_gb', 0) * GIB;
  // no disk of a size: as large as the image is
  if (disk === 0) return;
  const size = numberOr(image, 'size', 0);
  if (size > disk)
    throw new CodedError(
      'FlavorDiskSmallerThanImage',
      `Flavor's disk is too small for requested image. Flavor disk is ${disk} bytes, image is ${size} bytes.`,
    );
  const least = numberOr(image, 'min_disk', 0) * GIB;
  if (least > disk)
    throw new CodedError(
      'FlavorDiskSmallerThanMinDisk',
      `Flavor's disk is smaller than the minimum size specified in image metadata. Flavor disk is ${disk} bytes, minimum size is ${least} bytes.`,
    );
}
