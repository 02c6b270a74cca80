#include "protocol/link/session_keys.h"

#include "protocol/crypto/hash.h"

namespace hubbub::link {

SessionKeys sessionKeysFor(Role role, SessionIndex local, SessionIndex remote,
                           const crypto::HandshakeKeys& keys, const wire::Choice& choice)
{
    const auto algorithm = static_cast<crypto::AeadAlgorithm>(choice.aead);
    crypto::AeadKey toServer(
        algorithm, crypto::transportKey(keys.clientToServer, keys.hash, choice.version, choice.aead));
    crypto::AeadKey toClient(
        algorithm, crypto::transportKey(keys.serverToClient, keys.hash, choice.version, choice.aead));
    if (role == Role::client)
        return {local, remote, std::move(toServer), std::move(toClient)};
    return {local, remote, std::move(toClient), std::move(toServer)};
}

Bytes handshakePrologue(Byte handshakeVersion)
{
    Bytes prologue = copyOf(bytesOf("Hubbub"));
    prologue.push_back(handshakeVersion);
    return prologue;
}

wire::Offer ownOffer()
{
    wire::Offer offer;
    offer.versions = {wire::transportVersion};
    if (crypto::hasFastAes())
        offer.aeads.push_back(static_cast<Byte>(wire::Aead::aes256Gcm));
    offer.aeads.push_back(static_cast<Byte>(wire::Aead::chaCha20Poly1305));
    return offer;
}

Digest digestOf(const wire::Finish& finish)
{
    return crypto::sha256({wire::encode(finish)});
}

} // namespace hubbub::link
