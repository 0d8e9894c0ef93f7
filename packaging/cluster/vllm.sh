#!/usr/bin/env bash
# Starts vLLM with GLM-4.6V-Flash, as the units beside this file do.
#   vllm.sh card N               one server on card N of this machine, on port FIRST_PORT + N
#   vllm.sh machine              one server over all cards of this machine, for a card that is too small alone
#   vllm.sh ray                  one server over all machines of the Ray cluster, started on its head
#   vllm.sh ray-head             Ray's head on this machine, in the foreground
#   vllm.sh ray-worker HEAD      joins the cluster whose head is HEAD
#   --print before all of it only says what would be started
# Settings come from the environment: vllm.env explains each. The key is VLLM_API_KEY, never an argument.
set -euo pipefail

fail() {
    printf 'vllm.sh: %s\n' "$*" >&2
    exit 1
}

run=(exec)
if [ "${1:-}" = --print ]; then
    run=(printf '%s\n')
    shift
fi
[ $# -ge 1 ] || fail "say card N, machine, ray, ray-head or ray-worker HEAD; the head of this file explains them."

vllm=${VLLM:-vllm}
ray=${RAY:-ray}
first_port=${FIRST_PORT:-8000}
ray_port=${RAY_PORT:-6379}
cards=${CARDS:-0}

# What every server has. Thinking and tool calls are told apart by vLLM's own parsers of GLM's notation.
common=(serve "${MODEL:-zai-org/GLM-4.6V-Flash}"
    --served-model-name "${SERVED_NAME:-glm-4.6v-flash}"
    --host "${LISTEN:-127.0.0.1}"
    --max-model-len "${CONTEXT:-16384}"
    --max-num-seqs "${AT_ONCE:-32}"
    --gpu-memory-utilization "${MEMORY_SHARE:-0.92}"
    --limit-mm-per-prompt "{\"image\": ${PICTURES:-8}, \"video\": 0}"
    --reasoning-parser glm45
    --enable-auto-tool-choice --tool-call-parser glm45
    --no-enable-log-requests)
[ -z "${QUANTIZATION:-}" ] || common+=(--quantization "$QUANTIZATION")
[ -z "${REVISION:-}" ] || common+=(--revision "$REVISION")

whole_number() { [[ $1 =~ ^[0-9]+$ ]] || fail "$2 must be a whole number, not '$1'."; }
whole_number "$first_port" FIRST_PORT
whole_number "$cards" CARDS

case $1 in
    card)
        whole_number "${2:-}" "the card after 'card'"
        export CUDA_VISIBLE_DEVICES=$2
        "${run[@]}" "$vllm" "${common[@]}" --port "$((first_port + $2))"
        ;;
    machine)
        [ "$cards" -ge 2 ] || fail "set CARDS to the number of cards of this machine (2, 4 or 8)."
        "${run[@]}" "$vllm" "${common[@]}" --port "$first_port" --tensor-parallel-size "$cards"
        ;;
    ray)
        [ "$cards" -ge 1 ] || fail "set CARDS to the number of cards of all machines together."
        "${run[@]}" "$vllm" "${common[@]}" --port "$first_port" \
            --data-parallel-size "$cards" --data-parallel-backend ray --data-parallel-address "${HEAD:-127.0.0.1}"
        ;;
    ray-head)
        "${run[@]}" "$ray" start --head --block --port "$ray_port" --node-ip-address "${HEAD:?set HEAD to the address of this machine}" \
            --dashboard-host 127.0.0.1 --disable-usage-stats
        ;;
    ray-worker)
        [ -n "${2:-}" ] || fail "say the address of the head after 'ray-worker'."
        "${run[@]}" "$ray" start --block --address "$2:$ray_port" --disable-usage-stats
        ;;
    *) fail "unknown '$1': say card N, machine, ray, ray-head or ray-worker HEAD." ;;
esac
