// A profile's folder:
//   lock            held (flock) by the program that works in it
//   changes.lock    held for a moment by whoever makes the secret or changes known_servers or last
//   secret          43 characters of base64url: the private key of all private keys
//   known_servers   a line per server's key: the key, then the places it is known at
//   last            the last name and servers
//   drafts, …       what screens keep for their next run (kept, keep)
//   rooms/…         the last of each room (kept_rooms.h)
//   outbox/…        a journal per server place (outbox_journal.cpp)

#include "protocol/qt/profile.h"

#include "protocol/qt/known_servers.h"
#include "protocol/qt/last_used.h"
#include "protocol/qt/outbox_folder.h"
#include "protocol/qt/profile_files.h"
#include "protocol/qt/xdg_folders.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

namespace hubbub::qt {

namespace {

struct ProfileText {
    Q_DECLARE_TR_FUNCTIONS(ProfileText)
};

Unexpected<Failure> fail(const QString& sentence)
{
    return Unexpected(Failure{sentence.toStdString()});
}

void wipe(QByteArray& bytes)
{
    crypto::wipe({reinterpret_cast<Byte*>(bytes.data()), static_cast<std::size_t>(bytes.size())});
}

/// Nothing of the content is left.
std::optional<crypto::Secret<32>> parseSecretFile(QByteArray& content)
{
    const QByteArrayView text = QByteArrayView(content).trimmed();
    auto secret = crypto::parseSecret({text.data(), static_cast<std::size_t>(text.size())});
    wipe(content);
    return secret;
}

Result<Done, Failure> writeSecretFile(const QString& path, const crypto::ProfileSecret& secret)
{
    std::string text = crypto::secretText(secret);
    QByteArray line;
    line.reserve(static_cast<qsizetype>(text.size()) + 1); // what grows leaves a copy behind
    line.append(text.data(), static_cast<qsizetype>(text.size())).append('\n');
    auto written = writeWhole(path, line);
    wipe(line);
    crypto::wipe({reinterpret_cast<Byte*>(text.data()), text.size()});
    return written;
}

Result<crypto::ProfileSecret, Failure> openSecret(const QString& path, Entropy& entropy)
{
    auto content = readWhole(path);
    if (!content)
        return Unexpected(content.error());
    if (!*content) {
        crypto::ProfileSecret secret;
        entropy.fill(secret.bytes());
        if (auto written = writeSecretFile(path, secret); !written)
            return Unexpected(written.error());
        return secret;
    }
    auto secret = parseSecretFile(**content);
    if (!secret)
        return Unexpected(damagedFile(path, 1));
    QFile::setPermissions(path, QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    return *secret;
}

} // namespace

struct Profile::State {
    QString folder;
    FileLock lock;
    crypto::ProfileSecret secret;
    std::vector<client::KnownServer> servers;
    LastUsed last;
    std::optional<OutboxFolder> outboxes;

    QString path(const char* name) const { return folder + QLatin1Char('/') + QLatin1String(name); }
    Result<FileLock, Failure> lockChanges() const
    {
        return FileLock::take(path("changes.lock"), FileLock::Wait::yes);
    }
    Result<Done, Failure> readServers();
    Result<Done, Failure> readLast();
};

Result<Done, Failure> Profile::State::readServers()
{
    const auto text = readWhole(path("known_servers"));
    if (!text)
        return Unexpected(text.error());
    qsizetype damagedLine = 0;
    auto parsed = parseKnownServers(text->value_or(QByteArray()), damagedLine);
    if (!parsed)
        return Unexpected(damagedFile(path("known_servers"), damagedLine));
    servers = std::move(*parsed);
    return Done{};
}

Result<Done, Failure> Profile::State::readLast()
{
    const auto text = readWhole(path("last"));
    if (!text)
        return Unexpected(text.error());
    qsizetype damagedLine = 0;
    auto parsed = LastUsed::parse(text->value_or(QByteArray()), damagedLine);
    if (!parsed)
        return Unexpected(damagedFile(path("last"), damagedLine));
    last = std::move(*parsed);
    return Done{};
}

Profile::Profile(std::unique_ptr<State> state) : state_(std::move(state)) {}

Profile::~Profile() = default;

Result<std::unique_ptr<Profile>, Failure> Profile::open(const QString& folder, Entropy& entropy, Use use)
{
    auto state = std::make_unique<State>();
    state->folder = stateFolder(folder);
    if (auto made = makeFolder(state->folder); !made)
        return Unexpected(made.error());
    if (use == Use::room) {
        auto lock = FileLock::take(state->path("lock"), FileLock::Wait::no);
        if (!lock)
            return Unexpected(lock.error());
        state->lock = std::move(*lock);
    }

    const auto changes = state->lockChanges();
    if (!changes)
        return Unexpected(changes.error());
    auto secret = openSecret(state->path("secret"), entropy);
    if (!secret)
        return Unexpected(secret.error());
    state->secret = *secret;
    if (auto read = state->readServers(); !read)
        return Unexpected(read.error());
    if (auto read = state->readLast(); !read)
        return Unexpected(read.error());
    if (state->lock.isHeld()) {
        auto outboxes = OutboxFolder::open(state->path("outbox"));
        if (!outboxes)
            return Unexpected(outboxes.error());
        state->outboxes = std::move(*outboxes);
    }
    return std::unique_ptr<Profile>(new Profile(std::move(state)));
}

const QString& Profile::folder() const
{
    return state_->folder;
}

const crypto::ProfileSecret& Profile::secret() const
{
    return state_->secret;
}

bool Profile::holdsLock() const
{
    return state_->lock.isHeld();
}

std::vector<client::KnownServer> Profile::knownServers() const
{
    return state_->servers;
}

Result<Done, Failure> Profile::remember(const PublicKey& key, const std::string& place)
{
    const auto changes = state_->lockChanges();
    if (!changes)
        return Unexpected(changes.error());
    // Another program on this folder may have met servers meanwhile.
    if (auto read = state_->readServers(); !read)
        return read;
    if (!rememberServer(state_->servers, key, place))
        return Done{};
    return writeWhole(state_->path("known_servers"), knownServersText(state_->servers));
}

QString Profile::lastName() const
{
    return state_->last.name;
}

QString Profile::lastServer() const
{
    return state_->last.servers.value(0);
}

QStringList Profile::recentServers() const
{
    return state_->last.servers;
}

void Profile::setLast(const QString& name, const QString& server)
{
    const auto changes = state_->lockChanges();
    if (!changes || !state_->readLast())
        return;
    state_->last.use(name, server);
    // A convenience: without it the person types the name once more.
    static_cast<void>(writeWhole(state_->path("last"), state_->last.text()).has_value());
}

void Profile::forgetRecentServer(const QString& server)
{
    const auto changes = state_->lockChanges();
    if (!changes || !state_->readLast())
        return;
    state_->last.forget(server);
    static_cast<void>(writeWhole(state_->path("last"), state_->last.text()).has_value());
}

QByteArray Profile::kept(const QString& name) const
{
    const auto text = readWhole(state_->folder + QLatin1Char('/') + name);
    return text ? text->value_or(QByteArray()) : QByteArray();
}

void Profile::keep(const QString& name, const QByteArray& text)
{
    QByteArray before = kept(name);
    const bool isAnother = before != text;
    wipe(before); // keys of passwords are kept so, too
    if (isAnother)
        static_cast<void>(writeWhole(state_->folder + QLatin1Char('/') + name, text).has_value());
}

std::optional<client::RestoredOutbox> Profile::restoredOutbox(const std::string& place) const
{
    return state_->outboxes ? state_->outboxes->restored(place) : std::nullopt;
}

Result<Done, Failure> Profile::append(const std::string& place,
                                      const std::vector<client::JournalEntry>& entries)
{
    return state_->outboxes ? state_->outboxes->append(place, entries) : Done{};
}

Result<crypto::KeyPair, Failure> readIdentityFile(const QString& path)
{
    auto content = readWhole(path);
    if (!content)
        return Unexpected(content.error());
    if (!*content)
        return fail(ProfileText::tr("There is no file %1.").arg(path));
    const auto secret = parseSecretFile(**content);
    if (!secret)
        return fail(ProfileText::tr("%1 holds no key: 43 characters of base64url are expected.").arg(path));
    return crypto::KeyPair::fromPrivate(*secret);
}

} // namespace hubbub::qt
