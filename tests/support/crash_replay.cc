#include "tests/support/crash_replay.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/support/random.h"

namespace vexlens::testing {
namespace {

using Kind = VfsOperation::Kind;

constexpr std::size_t kSector = 512;

void Grow(std::string& content, std::size_t size) { content.resize(std::max(content.size(), size)); }

void Put(std::string_view bytes, std::size_t offset, std::string& content) {
  Grow(content, offset + bytes.size());
  std::copy(bytes.begin(), bytes.end(), content.begin() + static_cast<std::ptrdiff_t>(offset));
}

void Change(const VfsOperation& operation, std::string& content) {
  const std::size_t offset = static_cast<std::size_t>(operation.offset);
  if (operation.kind == Kind::kTruncate) {
    content.resize(offset);
  } else {
    Put(operation.bytes, offset, content);
  }
}

// Tear changes what a write that was under way may have changed: possibly nothing, possibly only the size.
void Tear(const VfsOperation& write, Random& random, std::string& content) {
  const std::string_view bytes = write.bytes;
  const std::size_t offset = static_cast<std::size_t>(write.offset);
  const bool in_order = random.Chance(50);
  const std::size_t reached = in_order ? random.Below(bytes.size() + 1) : bytes.size();
  for (std::size_t begin = 0, end; begin < bytes.size(); begin = end) {
    end = std::min(bytes.size(), ((offset + begin) / kSector + 1) * kSector - offset);
    if (in_order ? end <= reached : random.Chance(50)) Put(bytes.substr(begin, end - begin), offset + begin, content);
  }
  if (random.Chance(25)) Grow(content, offset + bytes.size());
}

void Lay(const Files& files, const std::filesystem::path& folder) {
  std::filesystem::remove_all(folder);
  std::filesystem::create_directories(folder);
  for (const auto& [name, content] : files) std::ofstream(folder / name, std::ios::binary) << content;
}

}  // namespace

Disk::Disk(const Files& files) {
  for (const auto& [name, content] : files) names_[name] = {std::make_shared<File>(File{content, {}})};
}

void Disk::File::Sync() {
  for (const VfsOperation* change : unsynced) Change(*change, synced);
  unsynced.clear();
}

void Disk::Apply(const VfsOperation& operation) {
  auto& meanings = names_.try_emplace(operation.file, 1).first->second;
  File* const file = meanings.back().get();
  switch (operation.kind) {
    case Kind::kCreate:
      meanings.push_back(std::make_shared<File>());
      break;
    case Kind::kDelete:
      meanings.push_back(nullptr);
      break;
    case Kind::kWrite:
    case Kind::kTruncate:
      if (file != nullptr) file->unsynced.push_back(&operation);
      break;
    case Kind::kSync:
      if (file != nullptr) file->Sync();
      break;
    case Kind::kFailedSync:
      if (file != nullptr) file->unsynced.clear();
      break;
  }
  if (!operation.syncs_folder) return;
  for (auto& [name, all] : names_) all.erase(all.begin(), all.end() - 1);
}

Files Disk::AfterPowerLoss(std::uint64_t seed) const {
  constexpr std::array<std::size_t, 5> kPercents = {0, 10, 50, 90, 100};
  Random random(seed);
  Files files;
  for (const auto& [name, meanings] : names_) {
    // A file each: a disk may write all of one before it turns to another.
    const std::size_t percent = seed < 2 ? seed * 100 : random.Of(kPercents);
    auto meaning = meanings.begin();
    while (meaning + 1 != meanings.end() && random.Chance(percent)) ++meaning;
    if (*meaning == nullptr) continue;
    std::string& content = files[name] = (*meaning)->synced;
    for (const VfsOperation* change : (*meaning)->unsynced) {
      if (random.Chance(percent)) {
        Change(*change, content);
      } else if (percent != 0 && change->kind == Kind::kWrite) {
        Tear(*change, random, content);
      }
    }
  }
  return files;
}

void ForEachPowerLoss(const Recording& recording, const std::filesystem::path& folder, const PowerLossOptions& options,
                      const std::function<void(const PowerLoss&)>& check) {
  Disk disk(recording.before);
  for (std::size_t point = 0; point <= recording.operations.size(); ++point) {
    if (point != 0) disk.Apply(recording.operations[point - 1]);
    if (point % options.every != 0) continue;
    for (std::uint64_t seed = 0; seed < options.seeds; ++seed) {
      SCOPED_TRACE(absl::StrCat("power lost after operation ", point, ", seed ", seed));
      Lay(disk.AfterPowerLoss(seed < 2 ? seed : (std::uint64_t{point} << 16) + seed), folder);
      check({folder, point, seed, recording.AcknowledgedBy(point)});
    }
  }
}

}  // namespace vexlens::testing
