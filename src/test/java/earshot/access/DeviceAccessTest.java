package earshot.access;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;

import earshot.access.Approval.Origin;
import earshot.access.Approval.State;
import earshot.device.DeviceIdentity;
import earshot.id.DeviceId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemSink;
import earshot.problem.ProblemSubject;
import earshot.store.Database;
import earshot.store.HomeDirectory;
import earshot.time.TimeFake;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is decided about claims, on the real database where it is stored.
class DeviceAccessTest implements ProblemSink {
    private static final Origin BOARD = new Origin("192.168.1.77", "lichuang", "2.4.2");
    private static final Claim CLAIM = new Claim(new DeviceId("aa:bb"), "client-1");
    private static final Claim RIVAL = new Claim(new DeviceId("aa:bb"), "client-2");

    private final TimeFake time = new TimeFake();
    private DeviceAccess access = new DeviceAccess(time, ApprovalStore.none());

    @Test
    void aDeviceWithoutAClientIdOfItsOwnIsHeldByItsAddress() {
        assertThat(Claim.of(new DeviceIdentity(new DeviceId("aa"), "c", DeviceIdentity.Source.HEADER), "10.0.0.1"))
            .isEqualTo(new Claim(new DeviceId("aa"), "c"));
        assertThat(Claim.of(new DeviceIdentity(new DeviceId("aa"), "aa", DeviceIdentity.Source.HEADER), "10.0.0.1").holder()).contains("10.0.0.1")
            .isNotEqualTo("10.0.0.1");
    }

    @Test
    void aClaimWaitsUntilItIsApprovedAndThenHasATokenOfItsOwn() {
        Approval asked = ask(CLAIM, BOARD);
        assertThat(asked.state()).isEqualTo(State.PENDING);
        assertThat(asked.code()).matches("\\d{6}");
        assertThat(ask(CLAIM, BOARD)).as("the code stays while it waits").isEqualTo(asked);
        assertThat(access.hasToken(new DeviceId("aa:bb"))).isFalse();

        assertThat(access.approve(CLAIM)).isTrue();
        String token = ask(CLAIM, BOARD).token().orElseThrow();
        assertThat(token).hasSize(43).doesNotContain(" ");
        assertThat(access.isTokenOf(new DeviceId("aa:bb"), token)).isTrue();
        assertThat(access.isTokenOf(new DeviceId("aa:bb"), token + "x")).isFalse();
        assertThat(access.isTokenOf(new DeviceId("cc:dd"), token)).isFalse();
        assertThat(access.approvals().get().toString()).doesNotContain(token);
        access.approve(CLAIM);
        assertThat(ask(CLAIM, BOARD).token()).as("approving twice keeps the token").contains(token);
    }

    @Test
    void anotherBoardWithTheIdWaitsAndOnlyItsApprovalEndsTheFirstToken() {
        ask(CLAIM, BOARD);
        access.approve(CLAIM);
        String first = ask(CLAIM, BOARD).token().orElseThrow();

        assertThat(ask(RIVAL, BOARD).state()).isEqualTo(State.PENDING);
        assertThat(access.isTokenOf(new DeviceId("aa:bb"), first)).isTrue();
        access.refuse(RIVAL);
        assertThat(ask(RIVAL, BOARD).state()).isEqualTo(State.REFUSED);
        assertThat(access.refusal(CLAIM)).as("the approved holder is not refused with it").isEmpty();

        access.approve(RIVAL);
        assertThat(access.isTokenOf(new DeviceId("aa:bb"), first)).isFalse();
        assertThat(ask(CLAIM, BOARD).state()).isEqualTo(State.PENDING);
    }

    @Test
    void aRefusedIdIsRefusedForEveryHolderUntilItIsForgotten() {
        ask(CLAIM, BOARD);
        access.approve(CLAIM);
        String token = ask(CLAIM, BOARD).token().orElseThrow();
        access.refuse(CLAIM);

        assertThat(access.isTokenOf(new DeviceId("aa:bb"), token)).isFalse();
        assertThat(ask(RIVAL, BOARD).state()).isEqualTo(State.REFUSED);
        assertThat(access.approvals().get()).hasSize(1);
        assertThat(access.forget(CLAIM)).isTrue();
        assertThat(ask(RIVAL, BOARD).state()).isEqualTo(State.PENDING);
    }

    @Test
    void nothingIsDecidedAboutAClaimThatNobodyMade() {
        assertThat(access.approve(CLAIM)).isFalse();
        assertThat(access.refuse(CLAIM)).isFalse();
        assertThat(access.forget(CLAIM)).isFalse();
        assertThat(access.approvals().get()).isEmpty();
    }

    @Test
    void madeUpIdsPushOutThemselvesAndNoRealBoard() {
        ask(new Claim(new DeviceId("real"), "r"), BOARD);
        ask(new Claim(new DeviceId("approved"), "a"), new Origin("10.0.0.66", "", ""));
        access.approve(new Claim(new DeviceId("approved"), "a"));
        for (int number = 0; number < 1000; number++) {
            time.advance(Duration.ofSeconds(3));
            ask(new Claim(new DeviceId("made-up-" + number), "x"), new Origin("10.0.0.66", "", ""));
        }
        assertThat(access.approvals().get()).hasSize(DeviceAccess.MAX_PENDING + 1).extracting(Approval::deviceId)
            .contains(new DeviceId("real"), new DeviceId("approved"), new DeviceId("made-up-999")).doesNotContain(new DeviceId("made-up-0"));
    }

    @Test
    void madeUpIdsCostNoWriteAndAnAddressMakesFewAMinute() {
        List<String> writes = new ArrayList<>();
        access = new DeviceAccess(time, new ApprovalStore() {
            @Override
            public List<Approval> read() {
                return List.of();
            }

            @Override
            public void write(Approval approval) {
                writes.add("write " + approval.deviceId());
            }

            @Override
            public void delete(Claim claim) {
                writes.add("delete " + claim.deviceId());
            }
        });
        IntStream.range(0, 5000).forEach(number -> access.ask(new Claim(new DeviceId("made-up-" + number), "x"), new Origin("10.0.0.66", "", "")));
        assertThat(access.approvals().get()).hasSize(ClaimRateLimiter.BURST);
        IntStream.range(0, 5000)
            .forEach(number -> access.ask(new Claim(new DeviceId("many-" + number), "x"), new Origin("10.0." + number / 250 + "." + number % 250, "", "")));
        assertThat(access.approvals().get()).hasSize(DeviceAccess.MAX_PENDING);
        time.advance(Duration.ofMinutes(1));
        assertThat(access.ask(CLAIM, BOARD)).isPresent();
        access.forget(CLAIM);
        assertThat(writes).isEmpty();
        ask(CLAIM, BOARD);
        access.approve(CLAIM);
        access.forget(CLAIM);
        assertThat(writes).containsExactly("write aa:bb", "delete aa:bb");
    }

    @Test
    void aBoardThatAskedForAConnectionFirstIsNamedByItsOtaRequest() {
        ask(CLAIM, new Origin("192.168.1.77", "", ""));
        assertThat(ask(CLAIM, BOARD).origin()).isEqualTo(BOARD);
        assertThat(ask(CLAIM, new Origin("192.168.1.77", "", "")).origin()).isEqualTo(BOARD);
    }

    @Test
    void aBoardThatLeavesItsClientIdOutOfOneRequestWaitsOnce() {
        ask(CLAIM, BOARD);
        Claim without = Claim.of(new DeviceIdentity(new DeviceId("aa:bb"), "aa:bb", DeviceIdentity.Source.HEADER), "192.168.1.77");
        assertThat(ask(without, new Origin("192.168.1.77", "", "")).claim()).isEqualTo(CLAIM);
        access.approve(CLAIM);
        assertThat(ask(without, new Origin("192.168.1.77", "", "")).token()).as("the token stays with the client id").isEmpty();
    }

    @Test
    void theTokenOfTheProgramsOwnDeviceOpensAndIsNoApproval() {
        String token = access.issueOwnToken(new DeviceId("02:ea"));
        assertThat(access.isTokenOf(new DeviceId("02:ea"), token)).isTrue();
        assertThat(access.issueOwnToken(new DeviceId("02:ea"))).isEqualTo(token);
        assertThat(access.approvals().get()).isEmpty();
    }

    @Test
    void aTakeoverIsPermittedToOneAddressOnceAndForFiveMinutes() {
        assertThat(access.useTakeover(new DeviceId("aa"), "10.0.0.2")).isFalse();
        access.allowTakeover(new DeviceId("aa"), "10.0.0.2");
        assertThat(access.useTakeover(new DeviceId("aa"), "10.0.0.3")).isFalse();
        assertThat(access.useTakeover(new DeviceId("aa"), "10.0.0.2")).isTrue();
        assertThat(access.useTakeover(new DeviceId("aa"), "10.0.0.2")).isFalse();
        access.allowTakeover(new DeviceId("aa"), "10.0.0.2");
        time.advance(DeviceAccess.TAKEOVER_LIMIT.plusMillis(1));
        assertThat(access.useTakeover(new DeviceId("aa"), "10.0.0.2")).isFalse();
    }

    @Test
    void decisionsSurviveARestartOfTheProgram(@TempDir Path home) {
        List<Approval> before = inDatabase(home, () -> {
            ask(new Claim(new DeviceId("waits"), "w"), new Origin("fe80::1", "", ""));
            ask(CLAIM, BOARD);
            ask(new Claim(new DeviceId("stranger"), "s"), BOARD);
            ask(new Claim(new DeviceId("gone"), "g"), BOARD);
            access.approve(CLAIM);
            access.refuse(new Claim(new DeviceId("stranger"), "s"));
            access.forget(new Claim(new DeviceId("gone"), "g"));
        });
        assertThat(before).extracting(Approval::state).containsExactly(State.PENDING, State.APPROVED, State.REFUSED);
        List<Approval> after = inDatabase(home, () -> {});
        assertThat(after).as("what waited asks again").containsExactlyInAnyOrderElementsOf(before.subList(1, 3));
    }

    private Approval ask(Claim claim, Origin origin) {
        return access.ask(claim, origin).orElseThrow();
    }

    private List<Approval> inDatabase(Path home, Runnable work) {
        try (Database database = Database.open(new HomeDirectory(home), List.of(DatabaseApprovalStore.SCHEMA))) {
            access = new DeviceAccess(time, new DatabaseApprovalStore(database, this));
            work.run();
            return access.approvals().get();
        }
    }

    @Override
    public void raise(Problem problem) {
        throw new AssertionError(problem);
    }

    @Override
    public void resolve(ProblemCode code, ProblemSubject subject) {}
}
