"""Sizes of the demo model. The architecture is Glm4vForConditionalGeneration, only much smaller."""

TEXT = dict(hidden=256, layers=4, heads=8, kv_heads=4, head_dim=32, mlp=640, theta=10000.0, mrope=[2, 3, 3], eps=1e-5)
VISION = dict(hidden=192, depth=4, heads=6, head_dim=32, merger=512, grid=24, patch=14, theta=10000.0, eps=1e-5)
MEAN = (0.48145466, 0.4578275, 0.40821073)
STD = (0.26862954, 0.26130258, 0.27577711)
