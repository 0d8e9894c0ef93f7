#!/usr/bin/env python3
"""Writes a llama of two layers with random weights as a GGUF file, for trying servers of others.

    tiny_gguf.py FILE          (with the gguf package of PyPI)
"""
import sys

import gguf
import numpy

EMBEDDING, HEADS, LAYERS, INNER, CONTEXT = 64, 4, 2, 128, 2048
TEMPLATE = "{% for m in messages %}{{ m['role'] + ': ' + m['content'] + '\\n' }}{% endfor %}assistant: "


def write(path):
    """Every byte is a token of its own: a tokenizer without a vocabulary."""
    random = numpy.random.default_rng(7)
    tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{byte:02X}>".encode() for byte in range(256)] + ["▁".encode()]
    kinds = [gguf.TokenType.UNKNOWN, gguf.TokenType.CONTROL, gguf.TokenType.CONTROL]
    kinds += [gguf.TokenType.BYTE] * 256 + [gguf.TokenType.NORMAL]
    file = gguf.GGUFWriter(path, "llama")
    file.add_name("tiny")
    file.add_context_length(CONTEXT)
    file.add_embedding_length(EMBEDDING)
    file.add_block_count(LAYERS)
    file.add_feed_forward_length(INNER)
    file.add_head_count(HEADS)
    file.add_head_count_kv(HEADS)
    file.add_layer_norm_rms_eps(1e-5)
    file.add_rope_dimension_count(EMBEDDING // HEADS)
    file.add_vocab_size(len(tokens))
    file.add_tokenizer_model("llama")
    file.add_token_list(tokens)
    file.add_token_scores([0.0] * len(tokens))
    file.add_token_types(kinds)
    file.add_bos_token_id(1)
    file.add_eos_token_id(2)
    file.add_chat_template(TEMPLATE)

    def tensor(name, *shape):
        file.add_tensor(name, random.normal(0, 0.2, shape).astype(numpy.float32))

    tensor("token_embd.weight", len(tokens), EMBEDDING)
    tensor("output.weight", len(tokens), EMBEDDING)
    file.add_tensor("output_norm.weight", numpy.ones(EMBEDDING, numpy.float32))
    for layer in range(LAYERS):
        block = f"blk.{layer}."
        for norm in ("attn_norm", "ffn_norm"):
            file.add_tensor(f"{block}{norm}.weight", numpy.ones(EMBEDDING, numpy.float32))
        for name in ("attn_q", "attn_k", "attn_v", "attn_output"):
            tensor(f"{block}{name}.weight", EMBEDDING, EMBEDDING)
        tensor(f"{block}ffn_gate.weight", INNER, EMBEDDING)
        tensor(f"{block}ffn_up.weight", INNER, EMBEDDING)
        tensor(f"{block}ffn_down.weight", EMBEDDING, INNER)
    file.write_header_to_file()
    file.write_kv_data_to_file()
    file.write_tensors_to_file()
    file.close()


if __name__ == "__main__":
    write(sys.argv[1])
