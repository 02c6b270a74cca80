#include "protocol/screen/completeness_text.h"

#include <QCoreApplication>

namespace hubbub::screen {

namespace {

struct CompletenessText {
    Q_DECLARE_TR_FUNCTIONS(CompletenessText)
};

} // namespace

QString completenessText(const client::Completeness& known)
{
    if (known.brokenAt)
        return CompletenessText::tr("The chain is broken at #%1: what stands there is not what was said, or "
                                    "something was left out or put in.")
            .arg(known.brokenAt->value);
    if (known.last == Seq{})
        return CompletenessText::tr("Nothing of the room has come yet that could be proven.");
    return CompletenessText::tr("Complete from #%1 to #%2.").arg(known.first.value).arg(known.last.value);
}

} // namespace hubbub::screen
