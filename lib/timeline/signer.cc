#include "lib/timeline/signer.h"

#include "absl/strings/str_cat.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::timeline {

absl::StatusOr<Signer> Signer::Make(std::string origin, std::shared_ptr<const PrivateKey> key) {
  VEXLENS_RETURN_IF_ERROR(CheckNoteName(origin));
  std::optional<NoteVerifier> verifier;
  if (key != nullptr) {
    VEXLENS_ASSIGN_OR_RETURN(verifier, NoteVerifier::Make(origin, key->public_key()));
  }
  return Signer(std::move(origin), std::move(key), std::move(verifier));
}

std::string Signer::OriginOf(std::string_view tenant) const { return absl::StrCat(origin_, "/", tenant); }

absl::StatusOr<std::string> Signer::Sign(const Checkpoint& checkpoint) const {
  if (key_ == nullptr) return "";
  VEXLENS_ASSIGN_OR_RETURN(std::string text, WriteCheckpoint(checkpoint));
  VEXLENS_ASSIGN_OR_RETURN(const Note note, Note::Sign(std::move(text), origin_, *key_));
  return note.ToString();
}

absl::Status Signer::Check(const Checkpoint& checkpoint, std::string_view note) const {
  if (note.empty()) return key_ == nullptr ? absl::OkStatus() : absl::DataLossError("it is not signed");
  const absl::StatusOr<Note> parsed = Note::Parse(note);
  if (!parsed.ok()) return absl::DataLossError(parsed.status().message());
  const absl::StatusOr<std::string> text = WriteCheckpoint(checkpoint);
  if (!text.ok() || parsed->text() != *text) return absl::DataLossError("the signed note is about something else");
  if (parsed->ToString() != note) return absl::DataLossError("the signed note is not as it was written");
  if (!verifier_.has_value()) return absl::OkStatus();
  const absl::Status verified = parsed->Verify({&*verifier_, 1});
  return verified.ok() ? verified : absl::DataLossError(verified.message());
}

}  // namespace vexlens::timeline
