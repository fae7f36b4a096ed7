// Unlisted issuers: their all-clears have no vote because the directory does not list them, and what to do about it.
#ifndef VEXLENS_CLI_UNLISTED_H_
#define VEXLENS_CLI_UNLISTED_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// Returns a line that counts those all-clears, names their issuers, and shows how to list the first; "" for none.
// `more`: others than those named issued some of them.
std::string UnlistedText(std::span<const UnlistedClearer> clearers, const Options& options, bool more = false);

// Writes it to standard error for all unlisted clearers of a consensus.
void SayWhoIsUnlisted(const Consensus& consensus, const Options& options);

// Writes it for those in one record.
void SayWhoIsUnlisted(const Record& record, const Consensus& consensus, const Options& options);

// Returns command-line arguments that trust an issuer of that name, quoted for a shell; "" for a name that cannot be
// shown as it is.
std::string TrustWords(std::string_view issuer);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_UNLISTED_H_
