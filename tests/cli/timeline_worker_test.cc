// `stella timeline worker` as a user meets it, installed beside its driver.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "gtest/gtest.h"
#include "tests/cli/stella.h"
#include "tests/support/nats_server.h"
#include "tests/support/postgres_server.h"

namespace vexlens {
namespace {

namespace fs = std::filesystem;
using testing::NatsServer;
using testing::PostgresServer;
using testing::Result;

std::string Event(std::string_view id) {
  return absl::StrCat(R"({"eventId":")", id,
                      R"(","eventType":"t","occurredAt":"2026-06-01T10:00:00Z","source":"s","tenant":"acme"})");
}

class WorkerCommandTest : public testing::StellaTest {
 protected:
  void SetUp() override {
    VEXLENS_NEEDS_NATS();
    fs::create_directories(Path("bin"));
    fs::create_directories(Path("lib"));
    fs::copy_file("cli/stella", Path("bin/stella"));
    fs::copy_file("drivers/nats/libvexlens-nats.so", Path("lib/libvexlens-nats.so"));
    server_ = std::make_unique<NatsServer>();
  }

  std::string Arguments(std::string_view more) const {
    return absl::StrCat("timeline worker --store ", Path("t"), " --source ", server_->Url(),
                        " --stream EVENTS --consumer timeline --parked parked.events ", more);
  }
  Result Worker(std::string_view more) const { return Installed(Arguments(more)); }

  Result Installed(std::string_view arguments) const {
    const int status =
        std::system(absl::StrCat(Path("bin/stella"), " ", arguments, " >", Path("out"), " 2>", Path("err")).c_str());
    return {WEXITSTATUS(status), testing::ReadBytes(Path("out")), testing::ReadBytes(Path("err"))};
  }

  // Starts a worker. Returns its process.
  pid_t Start() const {
    const pid_t process = fork();
    if (process == 0) {
      const std::string command = absl::StrCat("exec ", Path("bin/stella"), " ", Arguments("--output json"), " >",
                                               Path("out"), " 2>", Path("err"));
      execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
      _exit(127);
    }
    return process;
  }

  std::unique_ptr<NatsServer> server_;
};

TEST_F(WorkerCommandTest, TakesWhatThereIs) {
  server_->Publish("events.a", {Event("e1"), Event("e2"), Event("e1")});
  const Result worked = Worker("--until-empty");
  EXPECT_EQ(worked.code, 0) << worked.err;
  EXPECT_EQ(worked.out, "2 stored, 1 there already, 0 rejected, 0 parked, 0 failed\n");
  EXPECT_EQ(Worker("--until-empty --output json").out,
            R"({"duplicates":0,"failed":0,"parked":0,"rejected":0,"stored":0})"
            "\n");
  EXPECT_EQ(Installed(absl::StrCat("timeline show e2 --tenant acme --store ", Path("t"))).code, 0);
}

TEST_F(WorkerCommandTest, TakesItToADatabase) {
  VEXLENS_NEEDS_POSTGRES();
  fs::copy_file("drivers/postgres/libvexlens-postgres.so", Path("lib/libvexlens-postgres.so"));
  PostgresServer& database = PostgresServer::Get();
  database.AddTimeline("t");
  const std::string store = absl::StrCat(" --store '", database.Address("service", "t").location, "'");
  server_->Publish("events.a", {Event("e1"), Event("e2")});
  const Result worked =
      Installed(absl::StrCat("timeline worker --until-empty --stream EVENTS --consumer c --parked parked.a ",
                             "--source ", server_->Url(), store));
  EXPECT_EQ(worked.code, 0) << worked.err;
  EXPECT_EQ(worked.out, "2 stored, 0 there already, 0 rejected, 0 parked, 0 failed\n");
  EXPECT_EQ(Installed(absl::StrCat("timeline verify --tenant acme", store)).code, 0);
}

TEST_F(WorkerCommandTest, ParksAndSaysSo) {
  server_->Publish("events.a", {Event("e1"), "{"});
  const Result worked = Worker("--until-empty --max-deliveries 2");
  EXPECT_EQ(worked.code, 2) << worked.err;
  EXPECT_EQ(worked.out, "1 stored, 0 there already, 2 rejected, 1 parked, 0 failed\n");
  EXPECT_TRUE(absl::StrContains(server_->Client("read PARKED"), "Vexlens-Deliveries: 2\n"));
}

TEST_F(WorkerCommandTest, StopsOnASignal) {
  for (const int signal : {SIGTERM, SIGINT}) {
    server_->Publish("events.a", {Event(absl::StrCat("e", signal))});
    const pid_t process = Start();
    const std::string show =
        absl::StrCat("cli/stella timeline show e", signal, " --tenant acme --store ", Path("t"), " >/dev/null 2>&1");
    for (int i = 0; i < 1000 && std::system(show.c_str()) != 0; ++i) {
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    kill(process, signal);
    int status = 0;
    ASSERT_EQ(waitpid(process, &status, 0), process);
    EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << status;
    EXPECT_TRUE(absl::StrContains(testing::ReadBytes(Path("out")), R"("stored":1)")) << testing::ReadBytes(Path("err"));
  }
}

TEST_F(WorkerCommandTest, SaysWhatIsWrong) {
  const auto with_source = [&](std::string_view source) {
    return Installed(
        absl::StrCat("timeline worker --store ", Path("t"), " --stream EVENTS --consumer c --source ", source));
  };
  EXPECT_EQ(with_source("elsewhere").err, "stella: --source: expected a URL, such as nats://localhost:4222\n");
  EXPECT_EQ(with_source("elsewhere").code, 2);
  EXPECT_EQ(with_source("nats://127.0.0.1:1").code, 10);
  const Result nowhere = with_source(server_->Url());  // nobody keeps timeline.parked
  EXPECT_EQ(nowhere.code, 2);
  EXPECT_TRUE(absl::StrContains(nowhere.err, "no stream keeps timeline.parked")) << nowhere.err;
  EXPECT_EQ(Worker("--batch 0").code, 2);
  EXPECT_EQ(Worker("--until-empty --stream NONE").code, 2);  // said twice
}

TEST_F(WorkerCommandTest, ReadsThePasswordFromAFile) {
  const NatsServer locked("authorization { user: worker, password: \"sesame\" }\n", "worker:sesame");
  const auto with_password = [&](std::string_view password) {
    return Installed(
        absl::StrCat("timeline worker --until-empty --stream EVENTS --consumer c --parked parked.a --store ", Path("t"),
                     " --source ", locked.Url("worker"), " --source-password-file ", Save("password", password)));
  };
  EXPECT_EQ(with_password("sesame\n").code, 0) << testing::ReadBytes(Path("err"));
  EXPECT_EQ(with_password("other").code, 3) << testing::ReadBytes(Path("err"));
}

}  // namespace
}  // namespace vexlens
