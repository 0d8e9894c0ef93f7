"""Text decoder with the parameter names of transformers' Glm4vTextModel, written to train fast."""
import torch
import torch.nn.functional as F
from torch import nn

from world.facts import CODE_CHARS, CODE_LENGTH
from world.labels import INDEX, STARTS

from .dims import TEXT as T
from .heads import BASIS
from .tokenizer import VOCABULARY
from .tower import RMSNorm


def rotation(positions):
    """positions [3, batch, length] -> cos, sin [batch, 1, length, rotated size], sections for time, row and column."""
    rotated = T["head_dim"] // 2
    speeds = T["theta"] ** -(torch.arange(0, rotated, 2).float() / rotated)
    angles = positions[..., None].float() * speeds
    parts = angles.split(T["mrope"], -1)
    angles = torch.cat([part[i] for i, part in enumerate(parts)], -1).repeat_interleave(2, -1)
    return angles.cos()[:, None], angles.sin()[:, None]


def turn(x, cos, sin):
    size = cos.shape[-1]
    head, rest = x[..., :size], x[..., size:]
    swapped = torch.stack([-head[..., 1::2], head[..., 0::2]], -1).flatten(-2)
    return torch.cat([head * cos + swapped * sin, rest], -1)


class SelfAttention(nn.Module):
    def __init__(self):
        super().__init__()
        size, d = T["hidden"], T["head_dim"]
        self.q_proj = nn.Linear(size, T["heads"] * d)
        self.k_proj, self.v_proj = nn.Linear(size, T["kv_heads"] * d), nn.Linear(size, T["kv_heads"] * d)
        self.o_proj = nn.Linear(T["heads"] * d, size, bias=False)

    def forward(self, x, cos, sin, mask):
        b, n, _ = x.shape
        q, k, v = [p(x).view(b, n, -1, T["head_dim"]).transpose(1, 2) for p in (self.q_proj, self.k_proj, self.v_proj)]
        q, k = turn(q, cos, sin), turn(k, cos, sin)
        again = T["heads"] // T["kv_heads"]
        y = F.scaled_dot_product_attention(q, k.repeat_interleave(again, 1), v.repeat_interleave(again, 1), attn_mask=mask)
        return self.o_proj(y.transpose(1, 2).reshape(b, n, -1))


class MLP(nn.Module):
    def __init__(self):
        super().__init__()
        self.gate_up_proj = nn.Linear(T["hidden"], 2 * T["mlp"], bias=False)
        self.down_proj = nn.Linear(T["mlp"], T["hidden"], bias=False)

    def forward(self, x):
        gate, up = self.gate_up_proj(x).chunk(2, -1)
        return self.down_proj(up * F.silu(gate))


class Layer(nn.Module):
    def __init__(self):
        super().__init__()
        size = T["hidden"]
        self.self_attn, self.mlp = SelfAttention(), MLP()
        self.input_layernorm, self.post_attention_layernorm = RMSNorm(size), RMSNorm(size)
        self.post_self_attn_layernorm, self.post_mlp_layernorm = RMSNorm(size), RMSNorm(size)
        for norm in (self.post_self_attn_layernorm, self.post_mlp_layernorm):
            nn.init.constant_(norm.weight, 0.1)  # the embeddings are about 1 long: keep the branches in proportion

    def forward(self, x, cos, sin, mask):
        x = x + self.post_self_attn_layernorm(self.self_attn(self.input_layernorm(x), cos, sin, mask))
        return x + self.post_mlp_layernorm(self.mlp(self.post_attention_layernorm(x)))


class Decoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embed_tokens = nn.Embedding(VOCABULARY, T["hidden"])
        self.layers = nn.ModuleList(Layer() for _ in range(T["layers"]))
        self.norm = RMSNorm(T["hidden"])
        self.lm_head = nn.Linear(T["hidden"], VOCABULARY, bias=False)
        nn.init.normal_(self.embed_tokens.weight, std=0.06)
        for module in self.modules():
            if isinstance(module, nn.Linear):
                nn.init.normal_(module.weight, std=module.in_features ** -0.5)
                if module.bias is not None:
                    nn.init.zeros_(module.bias)
        nn.init.normal_(self.lm_head.weight, std=0.02)

    @torch.no_grad()
    def know_glyphs(self, tok):
        """Starts the tokens of single glyphs near the rows that mean them in a picture: copying is learnt sooner."""
        for char in CODE_CHARS:
            token = tok.token_to_id(char)
            both = sum(BASIS[STARTS[INDEX[half]] + CODE_CHARS.index(char)] for half in ("left_char", "right_char"))
            self.embed_tokens.weight[token] = both * 0.7
            self.lm_head.weight[token] = both * 0.7
        self._copying_heads()

    def _copying_heads(self):
        """One pair of heads each for left and right glyphs: found by number, answered by character.

        What is left to learn is the query: which number comes next.
        """
        layer, d = self.layers[2].self_attn, T["head_dim"]
        codes = F.normalize(torch.randn(len(CODE_CHARS), d), dim=-1)
        chars = {half: BASIS[STARTS[INDEX[f"{half}_char"]]:][:len(CODE_CHARS)] for half in ("left", "right")}
        for group, half in enumerate(chars):
            rows = slice(group * d, (group + 1) * d)
            layer.k_proj.weight[rows] *= 0.1
            for number in range(CODE_LENGTH):  # the second half of a head is not rotated
                layer.k_proj.weight[group * d + d // 2 + number] = BASIS[STARTS[INDEX[f"{half}_number"]] + number]
            layer.v_proj.weight[rows] = codes.T @ chars[half]
            layer.k_proj.bias[rows], layer.v_proj.bias[rows] = 0.0, 0.0
            both = (chars["left"] + chars["right"]) * 0.7
            for head in (2 * group, 2 * group + 1):
                layer.o_proj.weight[:, head * d:(head + 1) * d] = both.T @ codes * 0.5

    def forward(self, embedded, positions, mask):
        cos, sin = rotation(positions)
        for layer in self.layers:
            embedded = layer(embedded, cos, sin, mask)
        return self.norm(embedded)
