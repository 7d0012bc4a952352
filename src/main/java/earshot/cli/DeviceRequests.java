package earshot.cli;

import module java.base;

import earshot.access.Approval;
import earshot.cli.SingleInstance.Reply;
import earshot.data.ControlCharacters;
import earshot.device.DeviceFacts;
import earshot.device.IdentityResolver;
import earshot.engine.Command;
import earshot.engine.EngineModel;
import earshot.engine.Operation;
import earshot.engine.Operation.Outcome;
import earshot.id.DeviceId;
import earshot.operator.Delivery;
import earshot.operator.OperatorMessage;
import earshot.time.Time;
import earshot.turn.Emotion;

/// Answers what a later start asks about devices, with lines for the person who asked.
record DeviceRequests(EngineModel model, Function<Command, Operation> engine, Time time) {
    /// A sentence may have to wait; who asked learns whether it does.
    private static final Duration SEND_LIMIT = Duration.ofSeconds(15);
    private static final String LINE = "%-20s  %-12s  %-22s  %s";

    CompletableFuture<Reply> answer(DeviceRequest request) {
        return switch (request) {
            case DeviceRequest.ListAll _ -> CompletableFuture.completedFuture(new Reply(true, lines()));
            case DeviceRequest.Decide decide -> decide(decide);
            case DeviceRequest.Export export -> export(export);
            case DeviceRequest.Send send -> send(send);
        };
    }

    private CompletableFuture<Reply> export(DeviceRequest.Export request) {
        Optional<DeviceId> device = IdentityResolver.normalized(Optional.of(request.which())).map(DeviceId::new);
        if (!request.which().isEmpty() && device.isEmpty()) {
            return refused("This is no id of a device: " + ControlCharacters.escape(request.which()));
        }
        return engine.apply(new Command.ExportConversations(request.which().isEmpty() ? Optional.empty() : device, request.format(), request.file())).outcome()
            .thenApply(outcome -> switch (outcome) {
            case Outcome.Done done -> new Reply(true, List.of(done.args().getFirst() + " entries are in " + request.file()));
            case Outcome.Failed failed -> EngineRun.refusal(failed.problem());
            case Outcome.Cancelled _ -> new Reply(false, List.of("It was cancelled."));
        });
    }

    private CompletableFuture<Reply> send(DeviceRequest.Send request) {
        Optional<DeviceId> device = IdentityResolver.normalized(Optional.of(request.which())).map(DeviceId::new);
        if (device.isEmpty() || request.what().isBlank() || request.as() == DeviceRequest.SendAs.SAY && request.what().length() > OperatorMessage.MOST_SPOKEN) {
            return refused(device.isEmpty() ? "This is no id of a device: " + ControlCharacters.escape(request.which())
                : "A sentence has 1 to " + OperatorMessage.MOST_SPOKEN + " characters.");
        }
        OperatorMessage message = switch (request.as()) {
            case SAY -> new OperatorMessage.Speech(request.what().strip());
            case ALERT -> new OperatorMessage.Notice("Earshot", request.what().strip(), Emotion.NEUTRAL.word());
            case MESSAGE -> new OperatorMessage.Raw(request.what());
        };
        CompletableFuture<Reply> waits = new CompletableFuture<>();
        Time.Timer limit = time.after(SEND_LIMIT, () -> waits
            .complete(new Reply(true, List.of("The device is busy: it says the sentence as soon as that disturbs nobody, and not at all once it hangs up."))));
        return engine.apply(new Command.SendMessage(device.get(), message, request.anyway())).outcome().thenApply(outcome -> switch (outcome) {
            case Outcome.Done(_, _, Optional<Operation.Result> result) when result
                .orElse(null) instanceof Operation.Result.Delivered(Delivery delivery) -> reply(delivery);
            case Outcome.Failed failed -> EngineRun.refusal(failed.problem());
            case Outcome.Done _, Outcome.Cancelled _ -> new Reply(false, List.of("It was cancelled."));
        }).applyToEither(waits, reply -> reply).whenComplete((_, _) -> limit.cancel());
    }

    private static Reply reply(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Sent _ -> new Reply(true, List.of("It is sent."));
            case Delivery.Spoken _ -> new Reply(true, List.of("It was spoken."));
            case Delivery.NotHeard _ -> new Reply(false, List.of("Nothing of it was heard: it was cut off, or no voice could speak it."));
            case Delivery.Asleep _ -> new Reply(false,
                List.of("The device is asleep: it is not connected and cannot be woken from here. It connects when somebody talks to it."));
            case Delivery.Unknown _ -> new Reply(false, List.of("No device of this id was ever seen.", "earshot devices lists those that were."));
            case Delivery.Objected(var findings) -> new Reply(false,
                Stream.concat(findings.stream().map(finding -> ControlCharacters.escape(finding.rule().id() + ": " + finding.seen(Locale.ENGLISH))),
                    Stream.of("Nothing was sent; --anyway sends it all the same.")).toList());
            case Delivery.Full(int most) -> new Reply(false, List.of(most + " sentences wait for the device already."));
        };
    }

    private List<String> lines() {
        List<Approval> approvals = model.approvals().get();
        Map<DeviceId, DeviceFacts> known = new LinkedHashMap<>();
        model.devices().get().forEach(device -> known.put(device.id(), device.facts().get()));
        Stream<String> asked = approvals.stream().sorted(Comparator.comparing(Approval::state).thenComparing(Approval::askedAt)).map(approval -> {
            Approval.Origin from = approval.origin();
            return line(approval.deviceId().value(), Optional.ofNullable(known.get(approval.deviceId())), access(approval),
                words(from.board(), from.firmware(), from.address()));
        });
        Set<DeviceId> ids = approvals.stream().map(Approval::deviceId).collect(Collectors.toSet());
        Stream<String> others = known.values().stream().filter(device -> !ids.contains(device.id())).sorted(Comparator.comparing(DeviceFacts::id))
            .map(device -> line(device.id().value(), Optional.of(device), "nothing decided",
                device.ota().map(ota -> words(ota.board(), ota.firmware(), "")).orElse("")));
        List<String> rows = Stream.concat(asked, others).toList();
        return rows.isEmpty() ? List.of("No device has asked yet.")
            : Stream.concat(Stream.of(LINE.formatted("ID", "NOW", "ACCESS", "NAME, BOARD, FIRMWARE, ADDRESS")), rows.stream()).toList();
    }

    private static String line(String id, Optional<DeviceFacts> facts, String access, String origin) {
        String now = facts.map(DeviceFacts::presence).map(presence -> switch (presence) {
            case CONNECTED -> "connected";
            case ASLEEP -> "asleep";
            case NEVER_ARRIVED -> "never came";
        }).orElse("never came");
        String name = facts.map(DeviceFacts::name).filter(given -> !given.equals(id)).orElse("");
        // what a device says of itself must not look like another row
        return ControlCharacters.escape(LINE.formatted(id, now, access, words(name, origin)).stripTrailing());
    }

    private static String access(Approval approval) {
        return switch (approval.state()) {
            case PENDING -> "waits, code " + approval.code();
            case APPROVED -> "approved";
            case REFUSED -> "refused";
        };
    }

    private static String words(String... parts) {
        return Arrays.stream(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(", "));
    }

    private CompletableFuture<Reply> decide(DeviceRequest.Decide decide) {
        List<Approval> found = find(decide);
        if (found.isEmpty()) {
            return refused("No device with this id or code has asked: " + decide.which(), "earshot devices lists those that did.");
        }
        if (found.size() > 1) {
            return refused(Stream.concat(Stream.of("Several boards use this id; name one by its code:"),
                found.stream().map(one -> "  " + one.code() + "  " + words(access(one), one.origin().board(), one.origin().address())))
                .map(ControlCharacters::escape).toArray(String[]::new));
        }
        Approval one = found.getFirst();
        DeviceId id = one.deviceId();
        Command command = switch (decide.decision()) {
            case APPROVE -> new Command.ApproveDevice(one.claim());
            case REFUSE -> new Command.RefuseDevice(one.claim());
            case FORGET -> new Command.ForgetApproval(one.claim());
        };
        return engine.apply(command).outcome().thenApply(outcome -> switch (outcome) {
            case Outcome.Done _ -> new Reply(true, List.of(ControlCharacters.escape(switch (decide.decision()) {
                case APPROVE -> id + " is approved: it gets its token when it asks by OTA, at its next start at the latest.";
                case REFUSE -> id + " is refused.";
                case FORGET -> id + " is forgotten: it may ask again.";
            })));
            case Outcome.Failed failed -> EngineRun.refusal(failed.problem());
            case Outcome.Cancelled _ -> new Reply(false, List.of("It was cancelled."));
        });
    }

    /// The claims that are meant: the one that waits with this code, else those with this code or id about which this is not decided yet, else all.
    private List<Approval> find(DeviceRequest.Decide decide) {
        Optional<DeviceId> id = IdentityResolver.normalized(Optional.of(decide.which())).map(DeviceId::new);
        List<Approval> approvals = model.approvals().get();
        List<Approval> shown = approvals.stream().filter(one -> one.is(Approval.State.PENDING) && one.code().equals(decide.which())).toList();
        List<Approval> named = shown.isEmpty()
            ? approvals.stream().filter(one -> one.code().equals(decide.which()) || Optional.of(one.deviceId()).equals(id)).toList()
            : shown;
        List<Approval> open = named.stream().filter(one -> switch (decide.decision()) {
            case APPROVE -> !one.is(Approval.State.APPROVED);
            case REFUSE -> !one.is(Approval.State.REFUSED);
            case FORGET -> true;
        }).toList();
        return open.isEmpty() ? named : open;
    }

    private static CompletableFuture<Reply> refused(String... lines) {
        return CompletableFuture.completedFuture(new Reply(false, List.of(lines)));
    }
}
