"""One training example from one prepared picture: turned, zoomed, recoloured, dirtied.

In: (side, side, 3) uint8 and a soft mask (side, side) uint8, another such pair, a target size and a numpy
Generator. Out: the first two at the target size. The mask follows the geometry only: what is drawn onto
the picture (hairs, ink, rulers, dark corners) is never lesion. Chance comes only from the Generator.
"""

import math
from collections.abc import Callable

import cv2
import numpy as np

cv2.setNumThreads(0)  # the loader's own process is the parallelism

BORDERS = (cv2.BORDER_REFLECT_101, cv2.BORDER_REPLICATE, cv2.BORDER_CONSTANT)
BORDER_SHARES = (0.6, 0.2, 0.2)
ZOOM_RANGE = (0.65, 2.0)  # a lesion of half the frame becomes a third of it, or all of it
STRETCH = 0.18  # pictures of 4:3 are stretched into the square; a little more either way
PLAIN_SKIN_SHARE = 0.03  # crops beside the lesion, with an empty mask
OTHER_SKIN_SHARE = 0.2  # lesions on another picture's skin, where it has room for them
SWATCH_SHARE = 0.06  # cloth, gloves and colour charts at the picture's edge
PLAIN_SKIN_MIN_SIDE = 0.3  # of the picture's side; smaller crops are too blurred to be skin

LIGHT_STEP = 2  # pixels between two places at which a light is reckoned

Rng = np.random.Generator
Pair = tuple[np.ndarray, np.ndarray]  # picture and mask
Effect = Callable[[np.ndarray, Rng], np.ndarray]


def augment(pair: Pair, other: Pair, size: int, rng: Rng) -> Pair:
    """A new view of `pair`, at times on the skin of `other`: ((size, size, 3) uint8, (size, size) uint8)."""
    image, mask = pair
    chance = rng.random()
    if chance < PLAIN_SKIN_SHARE:
        image, mask = plain_skin(image, mask, rng) or pair
    elif chance < PLAIN_SKIN_SHARE + OTHER_SKIN_SHARE:
        image, mask = other_skin(pair, other, rng) or pair
    image, mask = warp(image, mask, size, rng)
    if rng.random() < SWATCH_SHARE:
        image, mask = cover(image, mask, rng)
    for share, effect in EFFECTS:
        if rng.random() < share:
            image = effect(image, rng)
    return image, mask


def plain_skin(image: np.ndarray, mask: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray] | None:
    """A square without lesion, cut beside it and enlarged, or None where there is no room."""
    side = image.shape[0]
    cut = int(side * rng.uniform(PLAIN_SKIN_MIN_SIDE, 0.6))
    integral = cv2.integral(mask)
    corners = integral[cut:, cut:] - integral[:-cut, cut:] - integral[cut:, :-cut] + integral[:-cut, :-cut]
    free = np.argwhere(corners == 0)
    if len(free) == 0:
        return None
    y, x = free[rng.integers(len(free))]
    crop = cv2.resize(image[y : y + cut, x : x + cut], (side, side), interpolation=cv2.INTER_CUBIC)
    return crop, np.zeros_like(mask)


def other_skin(pair: Pair, other: Pair, rng: Rng) -> Pair | None:
    """The lesion of `pair` on skin cut from beside the lesion of `other`, in that skin's colour and light.

    None where `other` has no room beside its lesion, or the lesion of `pair` leaves no skin around it.
    """
    image, mask = pair
    ground = plain_skin(*other, rng)
    side = image.shape[0]
    near, far = (cv2.dilate(mask, _disc(side * reach)) for reach in (0.03, 0.09))
    ring = (far > 0) & (near == 0)
    if ground is None or np.count_nonzero(ring) < 0.02 * side * side:
        return None
    skin = cv2.resize(ground[0], (side, side), interpolation=cv2.INTER_LINEAR)
    shift = skin[ring].mean(0) - image[ring].mean(0)
    alpha = cv2.GaussianBlur(near.astype(np.float32) / 255, (0, 0), side * 0.02)[..., None]
    return np.clip(skin + alpha * (image + shift.astype(np.float32) - skin), 0, 255).astype(np.uint8), mask


def warp(image: np.ndarray, mask: np.ndarray, size: int, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """Rotation, flips, zoom, stretch and shift in one resampling."""
    side = image.shape[0]
    zoom = np.exp(rng.uniform(*np.log(ZOOM_RANGE)))
    scale = zoom * size / side
    if scale < 0.75:  # shrink with an area filter first, or the bilinear warp would alias
        side //= 2
        image, mask = (cv2.resize(a, (side, side), interpolation=cv2.INTER_AREA) for a in (image, mask))
        scale *= 2
    angle = rng.uniform(0, 2 * np.pi) if rng.random() < 0.7 else rng.integers(4) * np.pi / 2
    stretch = np.exp(rng.uniform(-STRETCH, STRETCH))
    flip = 1 if rng.random() < 0.5 else -1
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    # output → input: undo the scale, the stretch (about the picture's own axes), the flip and the turn
    inverse = np.diag([stretch / scale, flip / (stretch * scale)]) @ turn
    middle = np.full(2, side / 2)
    total = mask.sum(dtype=np.float64)
    if zoom > 1.2 and total > 0:  # keep at least a part of the lesion in sight
        centroid = np.array([mask.sum(0) @ np.arange(side), mask.sum(1) @ np.arange(side)]) / total
        middle = middle + (centroid - middle) * rng.uniform(0.3, 1)
    centre = middle + rng.uniform(-0.1, 0.1, 2) * side / max(zoom, 1)
    shift = centre - inverse @ np.full(2, size / 2)
    matrix = np.column_stack([inverse, shift])
    border = BORDERS[rng.choice(len(BORDERS), p=BORDER_SHARES)]
    flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    return (
        cv2.warpAffine(image, matrix, (size, size), flags=flags, borderMode=border),
        cv2.warpAffine(mask, matrix, (size, size), flags=flags, borderMode=border),
    )


def cover(image: np.ndarray, mask: np.ndarray, rng: Rng) -> tuple[np.ndarray, np.ndarray]:
    """Cloth, a glove or a colour chart over a corner or an edge; what lies under it is no lesion any more."""
    size = image.shape[0]
    layer = np.zeros((size, size), np.uint8)
    angle = rng.uniform(0, 2 * np.pi)
    outwards = np.array([np.cos(angle), np.sin(angle)])
    if rng.random() < 0.5:  # a disc whose middle lies near the frame's edge
        radius = rng.uniform(0.08, 0.25)
        middle = 0.5 + outwards * rng.uniform(0.5, 0.62)
        cv2.circle(layer, tuple(int(v * size) for v in middle), int(radius * size), 255, -1, cv2.LINE_AA)
    else:  # all beyond a line
        along = np.array([-outwards[1], outwards[0]])
        foot = 0.5 + outwards * rng.uniform(0.38, 0.55)
        corners = [foot - 2 * along, foot + 2 * along, foot + 2 * along + 2 * outwards]
        corners.append(foot - 2 * along + 2 * outwards)
        cv2.fillConvexPoly(layer, np.int32(np.array(corners) * size), 255, cv2.LINE_AA)
    colours = ((30, 90, 190), (225, 40, 120), (60, 160, 90), (240, 240, 240), (25, 25, 30), (220, 190, 60))
    colour = np.array(colours[rng.integers(len(colours))]) + rng.integers(-25, 26, 3)
    covered = _lay(image, layer, colour)
    if rng.random() < 0.5:  # a weave, or a print
        grain = cv2.resize(rng.integers(0, 90, (size // 4, size // 4), dtype=np.uint8), (size, size))
        covered = _lay(covered, cv2.multiply(layer, grain, scale=1 / 255), 255 - colour)
    return covered, cv2.multiply(mask, 255 - layer, scale=1 / 255)


def recolour(image: np.ndarray, rng: Rng) -> np.ndarray:
    """White balance, brightness, contrast, gamma and saturation."""
    gains = rng.uniform(0.85, 1.15, 3) * rng.uniform(0.8, 1.2)
    gamma = np.exp(rng.uniform(-0.3, 0.3))
    contrast = rng.uniform(0.75, 1.3)
    saturation = rng.uniform(0.6, 1.4)
    ramp = (np.arange(256, dtype=np.float32) / 255) ** gamma
    ramp = ((ramp - 0.5) * contrast + 0.5)[:, None] * gains
    image = cv2.LUT(image, np.clip(ramp * 255, 0, 255).astype(np.uint8)[:, None])
    grey = cv2.cvtColor(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    return cv2.addWeighted(image, saturation, grey, 1 - saturation, 0)


def change_hue(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A small turn of the hue, as other sensors and lamps give."""
    hsv = cv2.cvtColor(image, cv2.COLOR_RGB2HSV)
    hsv[..., 0] = ((hsv[..., 0].astype(np.int16) + rng.integers(-8, 9)) % 180).astype(np.uint8)
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2RGB)


def blur(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Out of focus, or a moved camera."""
    size = image.shape[0]
    if rng.random() < 0.7:
        return cv2.GaussianBlur(image, (0, 0), size * rng.uniform(0.002, 0.012))
    length = max(3, int(size * rng.uniform(0.02, 0.05)))
    kernel = np.zeros((length, length), np.float32)
    cv2.line(kernel, _point(rng, length), _point(rng, length), 1)
    return cv2.filter2D(image, -1, kernel / max(kernel.sum(), 1))


def add_noise(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Sensor noise, grey or coloured."""
    channels = 3 if rng.random() < 0.5 else 1
    cv2.setRNGSeed(int(rng.integers(2**31)))
    noise = cv2.randn(np.empty((*image.shape[:2], channels), np.int16), 0, rng.uniform(2, 14))
    return cv2.add(image, noise if channels == 3 else cv2.merge([noise] * 3), dtype=cv2.CV_8U)


def compress(image: np.ndarray, rng: Rng) -> np.ndarray:
    """JPEG at a low quality."""
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 80))])
    return cv2.imdecode(data, cv2.IMREAD_COLOR)


def add_vignette(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Dark corners of a dermatoscope: round, of any radius, sharp or soft, sometimes off the middle."""
    x, y = _places(image.shape[0])
    right, down = rng.uniform(-0.08, 0.08, 2)
    distance = np.hypot(x - np.float32(right), (y - np.float32(down)) * rng.uniform(0.75, 1.33))
    softness = math.exp(rng.uniform(math.log(0.01), math.log(0.3)))
    light = 1 / (1 + np.exp(np.clip((distance - rng.uniform(0.42, 0.75)) / softness * 4, -30, 30)))
    dark = rng.uniform(0, 0.4) if rng.random() < 0.8 else rng.uniform(0.4, 0.8)
    return _shade(image, dark + (1 - dark) * light)


def add_uneven_light(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A lamp from one side, or a soft shadow with an edge."""
    x, y = _places(image.shape[0])
    angle = rng.uniform(0, 2 * np.pi)
    along = x * math.cos(angle) + y * math.sin(angle) - rng.uniform(-0.35, 0.35)
    softness = math.exp(rng.uniform(math.log(0.03), math.log(0.8)))
    light = 1 / (1 + np.exp(np.clip(along / softness * 4, -30, 30)))
    dark = rng.uniform(0.45, 0.9)
    return _shade(image, dark + (1.1 - dark) * light)


def add_hairs(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A few to many curved hairs, dark or light, mostly in one direction."""
    size = image.shape[0]
    layer = np.zeros((size, size), np.uint8)
    direction = rng.uniform(0, np.pi)
    for _ in range(int(np.exp(rng.uniform(np.log(2), np.log(40))))):
        angle = direction + rng.normal(0, 0.35)
        bend = rng.normal(0, 1.2)
        length = rng.uniform(0.15, 0.9)
        t = np.linspace(0, 1, 12)
        angles = angle + bend * t
        steps = np.column_stack([np.cos(angles), np.sin(angles)]) * length / 12
        points = (rng.uniform(-0.1, 1.1, 2) + np.cumsum(steps, axis=0)) * size
        width = 2 if size >= 192 and rng.random() < 0.6 else 1
        strength = int(rng.integers(140, 256))
        cv2.polylines(layer, [np.int32(points * 16)], False, strength, width, cv2.LINE_AA, shift=4)
    colour = rng.integers(5, 70, 3) if rng.random() < 0.8 else rng.integers(150, 235, 3)
    return _lay(image, layer, colour)


def add_ruler(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A scale with ticks along a line, as on a contact plate."""
    size = image.shape[0]
    layer = np.zeros((size, size), np.uint8)
    angle = rng.choice(4) * np.pi / 2 + rng.normal(0, 0.05)
    along = np.array([np.cos(angle), np.sin(angle)])
    across = np.array([-along[1], along[0]])
    start = np.array([0.5, 0.5]) - along * 0.5 + across * rng.uniform(0.3, 0.48)
    gap = rng.uniform(0.02, 0.06)
    for tick in range(int(1 / gap)):
        foot = start + along * tick * gap
        tip = foot + across * (0.06 if tick % 5 == 0 else 0.03)
        ends = [tuple(int(v) for v in p * size) for p in (foot, tip)]
        cv2.line(layer, *ends, int(rng.integers(150, 256)), 1, cv2.LINE_AA)
    colour = rng.integers(0, 60, 3) if rng.random() < 0.7 else rng.integers(200, 256, 3)
    return _lay(image, layer, colour)


def add_ink(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A pen mark in blue, violet, green or black: arcs around the lesion, or scribbled spots."""
    size = image.shape[0]
    layer = np.zeros((size, size), np.uint8)
    width = max(1, int(size * rng.uniform(0.01, 0.035)))
    for _ in range(rng.integers(1, 4)):
        if rng.random() < 0.5:
            radius = rng.uniform(0.3, 0.6)
            centre = (int(size * rng.uniform(0.35, 0.65)), int(size * rng.uniform(0.35, 0.65)))
            axes = (int(size * radius), int(size * radius * rng.uniform(0.8, 1.2)))
            start = rng.uniform(0, 360)
            cv2.ellipse(layer, centre, axes, 0, start, start + rng.uniform(8, 90), 255, width, cv2.LINE_AA)
        else:
            angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(0.2, 0.55)
            middle = 0.5 + away * np.array([np.cos(angle), np.sin(angle)])
            spread = rng.uniform(0.015, 0.05, 2)
            points = (middle + rng.normal(0, 1, (int(rng.integers(8, 30)), 2)) * spread) * size
            cv2.polylines(layer, [np.int32(points)], False, 255, width, cv2.LINE_AA)
    layer = cv2.GaussianBlur(layer, (0, 0), size * rng.uniform(0.001, 0.008) + 0.3)
    layer = (layer * rng.uniform(0.5, 0.95)).astype(np.uint8)
    inks = ((40, 50, 140), (90, 40, 130), (60, 20, 80), (30, 100, 70), (20, 20, 30))
    return _lay(image, layer, np.array(inks[rng.integers(len(inks))]) + rng.integers(-15, 16, 3))


def add_gel(image: np.ndarray, rng: Rng) -> np.ndarray:
    """A pool of gel under the plate: another tone within a smooth border that shines on one side."""
    size = image.shape[0]
    around = np.linspace(0, 2 * np.pi, 72, endpoint=False)
    waves = sum(rng.normal(0, 0.12 / k) * np.cos(k * around + rng.uniform(0, 2 * np.pi)) for k in range(2, 6))
    radii = (rng.uniform(0.15, 0.45) * (1 + waves))[:, None]
    middle = rng.uniform(0.3, 0.7, 2)
    points = np.int32((middle + radii * np.column_stack([np.cos(around), np.sin(around)])) * size)
    inside = np.zeros((size, size), np.uint8)
    cv2.fillPoly(inside, [points], 255, cv2.LINE_AA)
    tone = np.array([255, 250, 245]) if rng.random() < 0.5 else rng.integers(20, 120, 3)
    image = _lay(image, (inside * rng.uniform(0, 0.15)).astype(np.uint8), tone)
    light, width = rng.uniform(0, 2 * np.pi), max(1, int(size * rng.uniform(0.004, 0.012)))
    for turned, colour in ((0.0, (250, 250, 245)), (np.pi, (60, 40, 35))):
        rim = np.zeros((size, size), np.uint8)
        strengths = np.clip(np.cos(around - light - turned), 0, 1) * rng.uniform(60, 220)
        for i, strength in enumerate(strengths):
            ends = tuple(map(int, points[i])), tuple(map(int, points[(i + 1) % len(points)]))
            cv2.line(rim, *ends, float(strength), width, cv2.LINE_AA)
        image = _lay(image, cv2.GaussianBlur(rim, (0, 0), 0.4 + size * 0.003), np.array(colour))
    return image


def add_bubbles(image: np.ndarray, rng: Rng) -> np.ndarray:
    """Gel bubbles and highlights: small bright rings and spots."""
    size = image.shape[0]
    layer = np.zeros((size, size), np.uint8)
    for _ in range(rng.integers(1, 12)):
        centre = _point(rng, size)
        radius = max(1, int(size * rng.uniform(0.005, 0.03)))
        thickness = -1 if rng.random() < 0.4 else 1
        cv2.circle(layer, centre, radius, int(rng.integers(90, 230)), thickness, cv2.LINE_AA)
    return _lay(image, layer, np.array([250, 250, 245]))


def _point(rng: Rng, size: int) -> tuple[int, int]:
    return int(rng.integers(size)), int(rng.integers(size))


def _disc(radius: float) -> np.ndarray:
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * int(radius) + 1,) * 2)


def _places(size: int) -> tuple[np.ndarray, np.ndarray]:
    """x as a row and y as a column, -0.5..0.5 of the side, on the coarse grid of a light."""
    along = (np.arange(0, size, LIGHT_STEP, dtype=np.float32) + LIGHT_STEP / 2) / size - 0.5
    return along[None], along[:, None]


def _shade(image: np.ndarray, light: np.ndarray) -> np.ndarray:
    """The picture under a light given on the grid of _places."""
    fine = cv2.resize(light, image.shape[1::-1], interpolation=cv2.INTER_LINEAR)
    return cv2.multiply(image, cv2.merge([fine] * 3), dtype=cv2.CV_8U)


def _lay(image: np.ndarray, layer: np.ndarray, colour: np.ndarray) -> np.ndarray:
    """`colour` over the picture, as far as `layer` (uint8) covers it."""
    left, top, width, height = cv2.boundingRect(layer)
    if width == 0:
        return image.copy()
    part = np.s_[top : top + height, left : left + width]
    cover = layer[part][..., None].astype(np.uint16)
    paint = np.clip(colour, 0, 255).astype(np.uint16)
    result = image.copy()
    result[part] = (image[part] * (255 - cover) + paint * cover + 127) // 255
    return result


# In the order of the world: skin and what lies on it, then the lamp, then the camera.
EFFECTS: tuple[tuple[float, Effect], ...] = (
    (0.10, add_gel),
    (0.14, add_ink),
    (0.10, add_ruler),
    (0.25, add_hairs),
    (0.08, add_bubbles),
    (0.20, add_uneven_light),
    (0.25, add_vignette),
    (0.90, recolour),
    (0.25, change_hue),
    (0.25, blur),
    (0.25, add_noise),
    (0.15, compress),
)
