"""Vision tower and merger with the parameter names of transformers' Glm4vVisionModel, written to train fast.

The two differences from transformers' code are of form only: the patch embedding is a plain linear layer (a
still picture repeats one frame, so the two frames' kernels are kept equal halves), and pictures of one size
go through attention as one batch.
"""
import torch
import torch.nn.functional as F
from torch import nn

from .dims import TEXT, VISION as V


class RMSNorm(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(size))

    def forward(self, x):
        return self.weight * (x * torch.rsqrt(x.pow(2).mean(-1, keepdim=True) + V["eps"]))


class Attention(nn.Module):
    def __init__(self, size):
        super().__init__()
        self.qkv = nn.Linear(size, 3 * size, bias=False)
        self.proj = nn.Linear(size, size, bias=False)

    def forward(self, x, cos, sin):
        b, n, _ = x.shape
        q, k, v = self.qkv(x).view(b, n, 3, V["heads"], V["head_dim"]).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(turn(q, cos, sin), turn(k, cos, sin), v)
        return self.proj(y.transpose(1, 2).reshape(b, n, -1))


def turn(x, cos, sin):
    half = x.shape[-1] // 2
    return x * cos + torch.cat([-x[..., half:], x[..., :half]], -1) * sin


class Gated(nn.Module):
    def __init__(self, size, inner):
        super().__init__()
        self.gate_proj = nn.Linear(size, inner, bias=False)
        self.up_proj = nn.Linear(size, inner, bias=False)
        self.down_proj = nn.Linear(inner, size, bias=False)

    def forward(self, x):
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


class Block(nn.Module):
    def __init__(self):
        super().__init__()
        self.norm1, self.norm2 = RMSNorm(V["hidden"]), RMSNorm(V["hidden"])
        self.attn, self.mlp = Attention(V["hidden"]), Gated(V["hidden"], TEXT["hidden"])

    def forward(self, x, cos, sin):
        x = x + self.attn(self.norm1(x), cos, sin)
        return x + self.mlp(self.norm2(x))


class Merger(nn.Module):
    def __init__(self):
        super().__init__()
        size = TEXT["hidden"]
        self.proj = nn.Linear(size, size, bias=False)
        self.post_projection_norm = nn.LayerNorm(size)
        self.gate_proj = nn.Linear(size, V["merger"], bias=False)
        self.up_proj = nn.Linear(size, V["merger"], bias=False)
        self.down_proj = nn.Linear(V["merger"], size, bias=False)

    def forward(self, x):
        x = F.gelu(self.post_projection_norm(self.proj(x)))
        return self.down_proj(F.silu(self.gate_proj(x)) * self.up_proj(x))


# Neighbour (rows, columns away) that each head of the first layers looks at when training starts.
NEIGHBOURS = [[(0, -1), (0, 1), (-1, 0), (1, 0), (-1, -1), (1, 1)],
              [(0, -1), (0, 1), (-1, 0), (1, 0), (-1, 1), (1, -1)],
              [(0, -1), (0, 1), (0, -2), (0, 2), (1, 0), None]]


@torch.no_grad()
def look_around(tower, constant=3.0, strength=2.2):
    """Starts the first layers as something like convolutions, which saves the time to discover that glyphs are local.

    Feature 0 is made constant; queries and keys turn it into a score that the rotation makes peak at one offset.
    """
    tower.patch_embed.weight[0], tower.patch_embed.bias[0] = 0.0, constant
    quarter = V["head_dim"] // 4
    speeds = V["theta"] ** -(torch.arange(quarter).float() / quarter)
    for block, offsets in zip(tower.blocks, NEIGHBOURS):
        for head, offset in enumerate(offsets):
            if offset is None:
                continue
            q, k = torch.zeros(V["head_dim"]), torch.zeros(V["head_dim"])
            for axis in (0, 1):  # rotated pairs are (i, i + half); rows come first, then columns
                for i in range(2):
                    place, angle = axis * quarter + i, speeds[i] * offset[axis]
                    k[place] = strength
                    q[place], q[place + 2 * quarter] = strength * angle.cos(), strength * angle.sin()
            for part, vector in ((0, q), (1, k)):
                start = part * V["hidden"] + head * V["head_dim"]
                rows = block.attn.qkv.weight[start:start + V["head_dim"]]
                rows *= 0.3
                rows[:, 0] = vector


class Tower(nn.Module):
    def __init__(self):
        super().__init__()
        size, patch = V["hidden"], V["patch"]
        self.patch_embed = nn.Linear(3 * patch * patch, size)
        self.post_conv_layernorm, self.post_layernorm = RMSNorm(size), RMSNorm(size)
        self.position = nn.Parameter(torch.randn(V["grid"] ** 2, size) * 0.02)
        self.blocks = nn.ModuleList(Block() for _ in range(V["depth"]))
        self.downsample = nn.Linear(4 * size, TEXT["hidden"])
        self.merger = Merger()
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=module.in_features ** -0.5)
        for block in self.blocks:
            for layer in (block.attn.proj, block.mlp.down_proj):
                layer.weight.data *= (2 * V["depth"]) ** -0.5
        look_around(self)
        self.cache = {}

    def places(self, rows, columns):
        """Grid coordinates of each patch, in the 2x2 order that the merger wants, and their rotation."""
        if (rows, columns) not in self.cache:
            y, x = torch.meshgrid(torch.arange(rows), torch.arange(columns), indexing="ij")
            order = torch.arange(rows * columns).view(rows // 2, 2, columns // 2, 2).transpose(1, 2).flatten()
            y, x = y.flatten()[order].float(), x.flatten()[order].float()
            half = V["head_dim"] // 2
            speeds = V["theta"] ** -(torch.arange(0, half, 2).float() / half)
            angles = torch.cat([y[:, None] * speeds, x[:, None] * speeds], -1).repeat(1, 2)
            grid = torch.stack([(x + 0.5) / columns * 2 - 1, (y + 0.5) / rows * 2 - 1], -1)[None, :, None]
            self.cache[rows, columns] = grid, angles.cos(), angles.sin()
        return self.cache[rows, columns]

    def patches(self, pixels):
        """float [b, h, w, 3], normalised -> [b, patches, 3*14*14] in merge order."""
        b, h, w, _ = pixels.shape
        p = V["patch"]
        x = pixels.view(b, h // 28, 2, p, w // 28, 2, p, 3).permute(0, 1, 4, 2, 5, 7, 3, 6)
        return x.reshape(b, (h // p) * (w // p), 3 * p * p)

    def forward(self, pixels):
        """-> (patch features [b, patches, hidden], merged features [b, cells, text hidden])"""
        b, h, w, _ = pixels.shape
        grid, cos, sin = self.places(h // V["patch"], w // V["patch"])
        table = self.position.view(1, V["grid"], V["grid"], -1).permute(0, 3, 1, 2)
        position = F.grid_sample(table, grid, mode="bicubic", align_corners=False, padding_mode="border")[0, :, :, 0].T
        x = self.post_conv_layernorm(self.patch_embed(self.patches(pixels))) + position
        for block in self.blocks:
            x = block(x, cos, sin)
        x = self.post_layernorm(x)
        merged = x.view(b, x.shape[1] // 4, 4, -1).transpose(2, 3).reshape(b, x.shape[1] // 4, -1)
        return x, self.merger(self.downsample(merged))
