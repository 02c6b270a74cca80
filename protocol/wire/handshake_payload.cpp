#include "protocol/wire/handshake_payload.h"

#include "protocol/base/check.h"
#include "protocol/wire/varint.h"

#include <algorithm>

namespace hubbub::wire {

namespace {

enum class Field : std::uint64_t {
    versions = 1,
    aeads = 2,
    version = 3,
    aead = 4,
    continues = 5,
    index = 6,
    password = 7,
};
constexpr std::size_t knownFields = 7;

/// Versions or AEADs in one list.
constexpr std::size_t longestList = 16;
/// Type and length of a field, one byte each.
constexpr std::size_t fieldHeader = 2;
/// Two lists at their longest, two bytes, two indices.
/// Salt, memory and passes.
constexpr std::size_t passwordFieldBytes = sizeof(PasswordChallenge::salt) + 4 + 4;
constexpr std::size_t longestPayload = 2 * (fieldHeader + longestList) + 2 * (fieldHeader + 1)
                                     + 2 * (fieldHeader + 4) + fieldHeader + passwordFieldBytes;

class PayloadWriter {
public:
    void field(Field type, ByteView value)
    {
        out_.varint(static_cast<std::uint64_t>(type));
        out_.varint(value.size());
        out_.bytes(value);
    }
    void field(Field type, Byte value) { field(type, ByteView(&value, 1)); }
    void field(Field type, SessionIndex value)
    {
        ByteArray<4> bytes{};
        Writer(bytes).u32(value.value);
        field(type, bytes);
    }
    void field(Field type, const PasswordChallenge& value)
    {
        ByteArray<passwordFieldBytes> bytes{};
        Writer writer(bytes);
        writer.bytes(value.salt);
        writer.u32(value.memoryKib);
        writer.u32(value.passes);
        field(type, bytes);
    }
    void list(Field type, ByteView values)
    {
        CHECK(!values.empty() && values.size() <= longestList);
        field(type, values);
    }
    void offer(const Offer& offer)
    {
        list(Field::versions, offer.versions);
        list(Field::aeads, offer.aeads);
    }
    Bytes take() const { return copyOf(out_.view()); }

private:
    ByteArray<longestPayload> buffer_{};
    Writer out_{buffer_};
};

/// The known fields of one payload. A field that does not belong to the message at hand is as good as
/// unknown.
class Fields {
public:
    /// Nothing when the list is broken or a known field occurs twice.
    static std::optional<Fields> parse(ByteView bytes)
    {
        Fields fields;
        for (Reader in(bytes); !in.atEnd();) {
            const auto type = in.varint();
            const auto length = in.varint();
            const auto value = in.bytes(length);
            if (in.failed())
                return std::nullopt;
            if (type == 0 || type > knownFields)
                continue;
            auto& slot = fields.values_[static_cast<std::size_t>(type - 1)];
            if (slot)
                return std::nullopt;
            slot = value;
        }
        return fields;
    }

    std::optional<ByteView> operator[](Field type) const
    {
        return values_[static_cast<std::size_t>(type) - 1];
    }

    std::optional<Bytes> list(Field type) const
    {
        const auto value = (*this)[type];
        if (!value || value->empty() || value->size() > longestList)
            return std::nullopt;
        return copyOf(*value);
    }

    std::optional<Byte> byte(Field type) const
    {
        const auto value = (*this)[type];
        if (!value || value->size() != 1)
            return std::nullopt;
        return value->front();
    }

    /// False when the field is there and not four bytes.
    bool readIndex(Field type, std::optional<SessionIndex>& index) const
    {
        const auto value = (*this)[type];
        if (!value)
            return true;
        if (value->size() != 4)
            return false;
        index = SessionIndex{Reader(*value).u32()};
        return true;
    }

    /// False when the field is there and not as long as it should be.
    bool readPassword(std::optional<PasswordChallenge>& password) const
    {
        const auto value = (*this)[Field::password];
        if (!value)
            return true;
        if (value->size() != passwordFieldBytes)
            return false;
        Reader in(*value);
        PasswordChallenge& challenge = password.emplace();
        std::ranges::copy(in.bytes(challenge.salt.size()), challenge.salt.begin());
        challenge.memoryKib = in.u32();
        challenge.passes = in.u32();
        return true;
    }

    std::optional<Offer> offer() const
    {
        auto versions = list(Field::versions);
        auto aeads = list(Field::aeads);
        if (!versions || !aeads)
            return std::nullopt;
        return Offer{std::move(*versions), std::move(*aeads)};
    }

private:
    std::array<std::optional<ByteView>, knownFields> values_;
};

bool contains(const Bytes& list, Byte value)
{
    return std::ranges::find(list, value) != list.end();
}

} // namespace

Bytes encode(const Offer& offer)
{
    PayloadWriter payload;
    payload.offer(offer);
    return payload.take();
}

Bytes encode(const OfferAndChoice& both)
{
    PayloadWriter payload;
    payload.offer(both.offer);
    payload.field(Field::version, both.choice.version);
    payload.field(Field::aead, both.choice.aead);
    if (both.index)
        payload.field(Field::index, *both.index);
    if (both.password)
        payload.field(Field::password, *both.password);
    return payload.take();
}

Bytes encode(const FinishPayload& finish)
{
    PayloadWriter payload;
    if (finish.continues)
        payload.field(Field::continues, *finish.continues);
    return payload.take();
}

std::optional<Offer> decodeOffer(ByteView bytes)
{
    const auto fields = Fields::parse(bytes);
    return fields ? fields->offer() : std::nullopt;
}

std::optional<OfferAndChoice> decodeOfferAndChoice(ByteView bytes)
{
    const auto fields = Fields::parse(bytes);
    if (!fields)
        return std::nullopt;
    auto offer = fields->offer();
    const auto version = fields->byte(Field::version);
    const auto aead = fields->byte(Field::aead);
    std::optional<SessionIndex> index;
    std::optional<PasswordChallenge> password;
    if (!offer || !version || !aead || !fields->readIndex(Field::index, index)
        || !fields->readPassword(password))
        return std::nullopt;
    return OfferAndChoice{std::move(*offer), Choice{*version, *aead}, index, password};
}

std::optional<FinishPayload> decodeFinishPayload(ByteView bytes)
{
    const auto fields = Fields::parse(bytes);
    FinishPayload finish;
    if (!fields || !fields->readIndex(Field::continues, finish.continues))
        return std::nullopt;
    return finish;
}

std::optional<Choice> bestCommon(const Offer& client, const Offer& server)
{
    std::optional<Byte> version;
    for (const Byte candidate : client.versions) {
        if (contains(server.versions, candidate) && (!version || candidate > *version))
            version = candidate;
    }
    const auto aead =
        std::ranges::find_if(client.aeads, [&](Byte candidate) { return contains(server.aeads, candidate); });
    if (!version || aead == client.aeads.end())
        return std::nullopt;
    return Choice{*version, *aead};
}

} // namespace hubbub::wire
