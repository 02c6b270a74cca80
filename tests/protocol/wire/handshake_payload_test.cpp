#include "protocol/wire/handshake_payload.h"
#include "tests/protocol/wire/described.h"
#include "tests/protocol/wire/dice.h"
#include "tests/support/hex.h"

#include <QTest>

#include <algorithm>
#include <string>

namespace hubbub::wire {

namespace {

using test::hex;

template <class Payload>
test::Fields described(const Payload& payload)
{
    test::Description description;
    description(payload);
    return description.fields();
}

Offer randomOffer(test::Dice& dice)
{
    return {dice.bytes(1 + dice.below(16)), dice.bytes(1 + dice.below(16))};
}

SessionIndex randomIndex(test::Dice& dice)
{
    return SessionIndex{dice.between32(0, 0xffffffff)};
}

OfferAndChoice randomOfferAndChoice(test::Dice& dice)
{
    OfferAndChoice both{randomOffer(dice),
                        {static_cast<Byte>(dice.number()), static_cast<Byte>(dice.number())}};
    if (dice.coin())
        both.index = randomIndex(dice);
    if (dice.coin()) {
        PasswordChallenge& password = both.password.emplace();
        std::ranges::copy(dice.bytes(password.salt.size()), password.salt.begin());
        password.memoryKib = dice.between32(0, 0xffffffff);
        password.passes = dice.between32(0, 0xffffffff);
    }
    return both;
}

Bytes randomPayload(test::Dice& dice)
{
    switch (dice.below(3)) {
    case 0:
        return encode(randomOffer(dice));
    case 1:
        return encode(randomOfferAndChoice(dice));
    default:
        return encode(FinishPayload{randomIndex(dice)});
    }
}

} // namespace

class HandshakePayloadTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void whatIsEncodedDecodesToTheSame();
    void anEmptyFinishContinuesNothing();
    void unknownFieldsAreSkipped();
    void aBrokenOfferIsRefused_data();
    void aBrokenOfferIsRefused();
    void aBrokenChoiceIsRefused_data();
    void aBrokenChoiceIsRefused();
    void aBrokenFinishIsRefused_data();
    void aBrokenFinishIsRefused();
    void mutationsNeverDoHarm();
    void theBestCommonChoiceIsMade_data();
    void theBestCommonChoiceIsMade();
};

void HandshakePayloadTest::whatIsEncodedDecodesToTheSame()
{
    test::Dice dice(1);
    for (int i = 0; i < 2'000; ++i) {
        const Offer offer = randomOffer(dice);
        const auto offerAgain = decodeOffer(encode(offer));
        QVERIFY(offerAgain);
        QCOMPARE(described(*offerAgain), described(offer));

        const OfferAndChoice both = randomOfferAndChoice(dice);
        const auto bothAgain = decodeOfferAndChoice(encode(both));
        QVERIFY(bothAgain);
        QCOMPARE(described(*bothAgain), described(both));

        const FinishPayload finish{randomIndex(dice)};
        const auto finishAgain = decodeFinishPayload(encode(finish));
        QVERIFY(finishAgain);
        QCOMPARE(described(*finishAgain), described(finish));
    }
}

void HandshakePayloadTest::anEmptyFinishContinuesNothing()
{
    QVERIFY(encode(FinishPayload{}).empty());
    const auto finish = decodeFinishPayload({});
    QVERIFY(finish);
    QVERIFY(!finish->continues);
}

void HandshakePayloadTest::unknownFieldsAreSkipped()
{
    const auto offer = decodeOffer(hex("3f02abcd"
                                       "010101"
                                       "0000"
                                       "7fff00"
                                       "020102"
                                       "0000"));
    QVERIFY(offer);
    QCOMPARE(toHex(offer->versions), std::string("01"));
    QCOMPARE(toHex(offer->aeads), std::string("02"));
    QVERIFY2(decodeOffer(hex("010101"
                             "020102"
                             "0500")),
             "field 5 means nothing in message 1");
}

void HandshakePayloadTest::aBrokenOfferIsRefused_data()
{
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, const char* bytes) { QTest::newRow(name) << std::string(bytes); };
    row("empty", "");
    row("no versions", "020102");
    row("no AEADs", "010101");
    row("empty list of versions", "0100020102");
    row("empty list of AEADs", "0101010200");
    row("17 versions", "01110102030405060708090a0b0c0d0e0f1011020102");
    row("17 AEADs", "01010102110102030405060708090a0b0c0d0e0f1011");
    row("versions twice", "010101010101020102");
    row("AEADs twice", "010101020102020102");
    row("a type without a length", "01010102010203");
    row("a length beyond the end", "010101020202");
    row("an endless length", "0101010201023fffffffffffffffff");
}

void HandshakePayloadTest::aBrokenOfferIsRefused()
{
    QFETCH(std::string, bytes);
    QVERIFY(!decodeOffer(hex(bytes)));
}

void HandshakePayloadTest::aBrokenChoiceIsRefused_data()
{
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, const char* bytes) { QTest::newRow(name) << std::string(bytes); };
    row("no version", "010101020102040102");
    row("no AEAD", "010101020102030101");
    row("no offer", "030101040102");
    row("two versions at once", "01010102010203020101040102");
    row("an empty AEAD", "0101010201020301010400");
    row("version twice", "010101020102030101030101040102");
    row("an index of 3 bytes", "0101010201020301010401020603010203");
    row("index twice", "010101020102030101040102060401020304060401020304");
}

void HandshakePayloadTest::aBrokenChoiceIsRefused()
{
    QFETCH(std::string, bytes);
    QVERIFY(!decodeOfferAndChoice(hex(bytes)));
}

void HandshakePayloadTest::aBrokenFinishIsRefused_data()
{
    QTest::addColumn<std::string>("bytes");
    const auto row = [](const char* name, const char* bytes) { QTest::newRow(name) << std::string(bytes); };
    row("an index of 3 bytes", "0503010203");
    row("an index of 5 bytes", "05050102030405");
    row("an index of none", "0500");
    row("continues twice", "050401020304050401020304");
    row("cut", "0504010203");
}

void HandshakePayloadTest::aBrokenFinishIsRefused()
{
    QFETCH(std::string, bytes);
    QVERIFY(!decodeFinishPayload(hex(bytes)));
}

void HandshakePayloadTest::mutationsNeverDoHarm()
{
    test::Dice dice(2);
    for (int i = 0; i < 20'000; ++i) {
        Bytes payload = randomPayload(dice);
        test::mutate(dice, payload);
        payload.shrink_to_fit();
        if (const auto offer = decodeOffer(payload))
            QCOMPARE(described(*decodeOffer(encode(*offer))), described(*offer));
        if (const auto both = decodeOfferAndChoice(payload))
            QCOMPARE(described(*decodeOfferAndChoice(encode(*both))), described(*both));
        if (const auto finish = decodeFinishPayload(payload))
            QCOMPARE(described(*decodeFinishPayload(encode(*finish))), described(*finish));
    }
}

void HandshakePayloadTest::theBestCommonChoiceIsMade_data()
{
    QTest::addColumn<Offer>("client");
    QTest::addColumn<Offer>("server");
    QTest::addColumn<std::optional<Choice>>("choice");
    using Expected = std::optional<Choice>;
    const auto row = [](const char* name, const Offer& client, const Offer& server, Expected choice) {
        QTest::newRow(name) << client << server << choice;
    };
    row("all the same", {{1}, {1, 2}}, {{1}, {1, 2}}, Choice{1, 1});
    row("the client's favourite", {{1}, {2, 1}}, {{1}, {1, 2}}, Choice{1, 2});
    row("what the server has", {{1}, {1, 2}}, {{1}, {2}}, Choice{1, 2});
    row("the highest version of both", {{1, 3, 2}, {2}}, {{2, 1, 4}, {2}}, Choice{2, 2});
    row("no common version", {{1}, {2}}, {{2}, {2}}, std::nullopt);
    row("no common AEAD", {{1}, {1}}, {{1}, {2}}, std::nullopt);
}

void HandshakePayloadTest::theBestCommonChoiceIsMade()
{
    QFETCH(Offer, client);
    QFETCH(Offer, server);
    QFETCH(std::optional<Choice>, choice);
    QVERIFY(bestCommon(client, server) == choice);
}

} // namespace hubbub::wire

QTEST_APPLESS_MAIN(hubbub::wire::HandshakePayloadTest)
#include "handshake_payload_test.moc"
