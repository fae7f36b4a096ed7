#include "vexlens/note.h"

#include <array>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gtest/gtest.h"
#include "tests/signing/openssl_vectors.h"

namespace vexlens {
namespace {

// The example of golang.org/x/mod/sumdb/note, and of C2SP signed-note before it.
constexpr char kPeter[] = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr char kNote[] =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "\u2014 PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

PrivateKey AKey() { return PrivateKey::FromPem(testing::OpensslText("privateKeys", "ed25519")).value(); }
NoteVerifier Peter() { return NoteVerifier::Parse(kPeter).value(); }

TEST(NoteTest, OpensTheExampleOfTheSpecification) {
  const auto note = Note::Parse(kNote);
  ASSERT_TRUE(note.ok()) << note.status();
  EXPECT_TRUE(note->text().ends_with("problem is.\n"));
  EXPECT_EQ(note->ToString(), kNote);
  const std::vector<NoteVerifier> verifiers = {Peter()};
  EXPECT_TRUE(note->Verify(verifiers).ok());
  EXPECT_EQ(Peter().Text(), kPeter);
}

TEST(NoteTest, HoldsForTheSignerAlone) {
  const PrivateKey key = AKey();
  const Note note = Note::Sign("a\n\nb\n", "example.org", key).value();
  const NoteVerifier signer = NoteVerifier::Make("example.org", key.public_key()).value();
  const NoteVerifier other_name = NoteVerifier::Make("example.com", key.public_key()).value();
  const NoteVerifier peter = Peter();
  const Note again = Note::Parse(note.ToString()).value();
  EXPECT_EQ(again.text(), "a\n\nb\n");
  EXPECT_TRUE(again.Verify({&signer, 1}).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(again.Verify({&other_name, 1})));
  EXPECT_TRUE(absl::IsUnauthenticated(again.Verify({&peter, 1})));
  EXPECT_TRUE(absl::IsUnauthenticated(again.Verify({})));
}

TEST(NoteTest, RefusesAnotherText) {
  const NoteVerifier peter = Peter();
  const auto note = Note::Parse(absl::StrReplaceAll(kNote, {{"answer", "question"}}));
  ASSERT_TRUE(note.ok());
  EXPECT_TRUE(absl::IsUnauthenticated(note->Verify({&peter, 1})));
}

// One signature that holds does not excuse another one of a known key that does not.
TEST(NoteTest, RefusesASignatureOfAKnownKeyThatDoesNotHold) {
  const PrivateKey key = AKey();
  const Note note = Note::Sign("text\n", "example.org", key).value();
  const std::string forged =
      absl::StrCat(note.ToString(), std::string(kNote).substr(std::string(kNote).find("\u2014")));
  const std::vector<NoteVerifier> both = {NoteVerifier::Make("example.org", key.public_key()).value(), Peter()};
  const auto parsed = Note::Parse(forged);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_TRUE(parsed->Verify({both.data(), 1}).ok());
  EXPECT_TRUE(absl::IsUnauthenticated(parsed->Verify(both)));
}

TEST(NoteTest, RefusesWhatIsNoNote) {
  const std::string signature = std::string(kNote).substr(std::string(kNote).find("\u2014"));
  const std::string notes[] = {
      "",
      "text\n",
      "text\n\n",
      absl::StrCat("text\n", signature),
      absl::StrCat("text\n\n", signature.substr(0, signature.size() - 1)),
      absl::StrCat("text\x01\n\n", signature),
      absl::StrCat("text\xff\n\n", signature),
      absl::StrCat("text\n\n- ", signature.substr(4)),
      "text\n\n\u2014 name\n",
      "text\n\n\u2014 name AAAA\n",      // no key and no signature
      "text\n\n\u2014 name AAAAAA==\n",  // no signature
      "text\n\n\u2014 na+me AAAAAAAA\n",
      "text\n\n\u2014  AAAAAAAA\n",
      "text\n\n\u2014 name A?AAAAAA\n",
  };
  for (const std::string& note : notes) {
    EXPECT_TRUE(absl::IsInvalidArgument(Note::Parse(note).status())) << note;
  }
  EXPECT_TRUE(absl::IsResourceExhausted(Note::Parse(std::string(kMaxNoteBytes + 1, 'x')).status()));
  std::string many = "text\n\n";
  for (std::size_t i = 0; i <= kMaxNoteSignatures; ++i) many += signature;
  EXPECT_TRUE(absl::IsResourceExhausted(Note::Parse(many).status()));
}

TEST(NoteTest, SignsOnlyWhatCanBeRead) {
  const PrivateKey key = AKey();
  for (const std::string text : {"", "no line feed", "tab\t\n", "\xff\n"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Note::Sign(text, "name", key).status())) << text;
  }
  for (const std::string name : {"", "two words", "a+b", "a\nb", "\xff", "a\u2003b", "a\u0085"}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Note::Sign("text\n", name, key).status())) << name;
  }
  const PrivateKey ecdsa = PrivateKey::FromPem(testing::OpensslText("privateKeys", "p256")).value();
  EXPECT_TRUE(absl::IsInvalidArgument(Note::Sign("text\n", "name", ecdsa).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(NoteVerifier::Make("name", ecdsa.public_key()).status()));
}

TEST(NoteTest, RefusesWhatIsNoVerifierKey) {
  const std::string peter = kPeter;
  const std::string texts[] = {"",
                               "PeterNeumann",
                               "PeterNeumann+c74f20a3",
                               absl::StrReplaceAll(peter, {{"c74f", "c74e"}}),
                               absl::StrReplaceAll(peter, {{"+ARpc", "+ARpd"}}),
                               absl::StrReplaceAll(peter, {{"+ARpc", "+BRpc"}}),
                               absl::StrReplaceAll(peter, {{"Peter", "Paul"}}),
                               peter + "AAAA",
                               absl::StrReplaceAll(peter, {{"c74f20a3", "c74f"}})};
  for (const std::string& text : texts) EXPECT_FALSE(NoteVerifier::Parse(text).ok()) << text;
}

}  // namespace
}  // namespace vexlens
