# Which container program there is; sourced by this folder's scripts, after common.sh.

# The first of these that works here builds and runs: GLANCEDESK_CONTAINER names another one.
container_engine() {
    local name
    for name in ${GLANCEDESK_CONTAINER:-docker podman}; do
        "$name" info >/dev/null 2>&1 && { echo "$name"; return; }
    done
    fail "Install podman or docker first (Debian: apt install podman buildah)."
}

# lay_out FOLDER PACKAGE: what the image is built from, in a folder of its own.
lay_out() {
    local here
    here=$(dirname "${BASH_SOURCE[0]}")
    cp "$here"/{Containerfile,entry.sh,health.sh} "$checkout/packaging/notebook.txt" "$1/"
    cp "$2" "$1/glancedesk.deb"
    # Whom this machine trusts, for networks with an authority of their own; used while building, not kept in the image.
    : >"$1/authorities.pem"
    local file
    for file in "${SSL_CERT_FILE:-}" /etc/ssl/certs/ca-certificates.crt /etc/pki/tls/certs/ca-bundle.crt /etc/ssl/ca-bundle.pem; do
        [ -s "$file" ] && { cat "$file" >"$1/authorities.pem"; break; }
    done
    return 0
}
