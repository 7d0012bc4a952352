package earshot.reminder;

import module java.base;

import earshot.id.DeviceId;
import earshot.id.ReminderId;
import earshot.problem.Problem;
import earshot.problem.ProblemCode;
import earshot.problem.ProblemReason;
import earshot.problem.ProblemSubject;
import earshot.time.Time;
import earshot.watch.MutableWatch;
import earshot.watch.Watch;

/// All reminders, in memory and in the store. Safe for use from any thread; only the constructor waits for the disk.
public final class ReminderRegistry {
    /// How long a reminder that is over stays in the list.
    static final Duration KEPT = Duration.ofDays(7);
    /// How many that are over a device keeps in the list.
    static final int MAX_OVER = 20;

    private final Time time;
    private final Supplier<ZoneId> zone;
    private final Supplier<ReminderSettings> settings;
    private final ReminderStore store;
    private final MutableWatch<List<Reminder>> rows;
    private long lastId;

    /// @param zone of this computer, asked at each use
    /// @param settings read at each use
    public ReminderRegistry(Time time, Supplier<ZoneId> zone, Supplier<ReminderSettings> settings, ReminderStore store) {
        this.time = time;
        this.zone = zone;
        this.settings = settings;
        this.store = store;
        List<Reminder> stored = store.read();
        lastId = stored.stream().mapToLong(reminder -> reminder.id().value()).max().orElse(0);
        rows = new MutableWatch<>(stored);
    }

    /// All reminders, in the order in which they were set.
    public Watch<List<Reminder>> rows() {
        return rows;
    }

    /// The reminders of a device, the next one first, those that are over last.
    public List<Reminder> of(DeviceId device) {
        return rows.get().stream().filter(reminder -> reminder.device().equals(device))
            .sorted(Comparator.comparing(reminder -> reminder.next().map(next -> next.due(zone.get())).orElse(Instant.MAX))).toList();
    }

    /// Sets a reminder for a device.
    public synchronized ReminderChange set(DeviceId device, ReminderDraft draft) {
        ReminderRules rules = rules();
        Optional<String> broken = rules.broken(device, draft).or(() -> full(device));
        if (broken.isPresent()) {
            return refused(device, broken.get());
        }
        Reminder reminder = new Reminder(new ReminderId(++lastId), device, ReminderRules.text(draft.text()), draft.language(), draft.recurrence(),
            Optional.of(rules.first(draft.time(), draft.recurrence())), Optional.empty());
        return made(reminder, put(reminder), all -> all.remove(reminder.id()));
    }

    /// Gives a reminder another time, text and repetition. What it missed before is forgotten.
    ///
    /// @param draft a blank text keeps the one it has
    public synchronized ReminderChange move(DeviceId device, ReminderId id, ReminderDraft draft) {
        Optional<Reminder> known = find(device, id);
        if (known.isEmpty()) {
            return refused(device, ProblemReason.REMINDER_ABSENT.with(id.toString()));
        }
        Reminder before = known.get();
        ReminderDraft whole = draft.text().isBlank() ? new ReminderDraft(before.text(), draft.time(), draft.recurrence(), before.language()) : draft;
        ReminderRules rules = rules();
        Optional<String> broken = rules.broken(device, whole).or(() -> before.next().isEmpty() ? full(device) : Optional.empty());
        if (broken.isPresent()) {
            return refused(device, broken.get());
        }
        Reminder moved = new Reminder(id, device, ReminderRules.text(whole.text()), whole.language(), whole.recurrence(),
            Optional.of(rules.first(whole.time(), whole.recurrence())),
            before.last().filter(occurrence -> occurrence.spoken().isPresent()));
        return made(moved, put(moved), all -> all.replace(id, moved, before));
    }

    public synchronized ReminderChange delete(DeviceId device, ReminderId id) {
        Optional<Reminder> known = find(device, id);
        return known.map(reminder -> made(reminder, remove(List.of(reminder)), all -> all.putIfAbsent(id, reminder)))
            .orElseGet(() -> refused(device, ProblemReason.REMINDER_ABSENT.with(id.toString())));
    }

    /// A change that is undone where it cannot be stored, as its owner is told, unless the reminder was changed again meanwhile.
    private ReminderChange made(Reminder reminder, CompletableFuture<?> stored, Consumer<SortedMap<ReminderId, Reminder>> undo) {
        return new ReminderChange.Made(reminder, stored.whenComplete((_, failure) -> {
            if (failure != null) {
                changeRows(undo);
            }
        }));
    }

    private synchronized void changeRows(Consumer<SortedMap<ReminderId, Reminder>> change) {
        SortedMap<ReminderId, Reminder> all = new TreeMap<>(Comparator.comparingLong(ReminderId::value));
        rows.get().forEach(reminder -> all.put(reminder.id(), reminder));
        change.accept(all);
        rows.set(List.copyOf(all.values()));
    }

    /// Deletes all reminders of a device.
    public synchronized CompletableFuture<?> forget(DeviceId device) {
        return remove(rows.get().stream().filter(reminder -> reminder.device().equals(device)).toList());
    }

    /// Marks what is due now, and deletes what has been over for long. Returns the devices that have something new to say.
    synchronized Set<DeviceId> fallDue() {
        Instant now = time.now();
        ZoneId here = zone.get();
        Set<DeviceId> devices = new LinkedHashSet<>();
        List<Reminder> changed = new ArrayList<>();
        for (Reminder reminder : rows.get()) {
            if (reminder.next().isEmpty()) {
                continue;
            }
            ReminderTime next = reminder.next().get();
            Instant due = next.due(here);
            if (!due.isAfter(now)) {
                changed.add(reminder.fellDue(latest(reminder, next, now, here), reminder.recurrence().next(next, now, here)));
                devices.add(reminder.device());
            } else if (reminder.last().isPresent() && reminder.recurrence().tooFar(due, now)) {
                changed.add(reminder.withNext(reminder.recurrence().broughtBack(next, now, here)));
            }
        }
        putAll(changed);
        removeOver(now);
        return devices;
    }

    /// Of the times that have passed, such as those of a week in which the program did not run, the last one.
    private static Instant latest(Reminder reminder, ReminderTime next, Instant now, ZoneId zone) {
        Instant due = next.due(zone);
        return switch (reminder.recurrence()) {
            case Recurrence.EveryMinutes(int minutes) -> due
                .plus(Duration.ofMinutes(minutes).multipliedBy(Duration.between(due, now).dividedBy(Duration.ofMinutes(minutes))));
            case Recurrence.Once _ -> due;
            case Recurrence.Daily _, Recurrence.Weekdays _, Recurrence.Weekly _ -> {
                ReminderTime last = next;
                for (Optional<ReminderTime> later = next(reminder, last, zone); later.isPresent()
                    && !later.get().due(zone).isAfter(now); later = next(reminder, last, zone)) {
                    last = later.get();
                }
                yield last.due(zone);
            }
        };
    }

    private static Optional<ReminderTime> next(Reminder reminder, ReminderTime last, ZoneId zone) {
        return reminder.recurrence().next(last, last.due(zone), zone);
    }

    private void removeOver(Instant now) {
        Map<DeviceId, List<Reminder>> over = rows.get().stream().filter(reminder -> reminder.next().isEmpty() && reminder.last().isPresent())
            .collect(Collectors.groupingBy(Reminder::device));
        List<Reminder> old = over.values().stream().flatMap(all -> {
            List<Reminder> newest = all.stream().sorted(Comparator.comparing(ReminderRegistry::ended).reversed()).toList();
            return IntStream.range(0, newest.size()).filter(i -> i >= MAX_OVER || ended(newest.get(i)).isBefore(now.minus(KEPT))).mapToObj(newest::get);
        }).toList();
        if (!old.isEmpty()) {
            remove(old);
        }
    }

    private static Instant ended(Reminder reminder) {
        return reminder.last().map(occurrence -> occurrence.spoken().orElse(occurrence.due())).orElseThrow();
    }

    /// When something is due next; empty where nothing waits.
    Optional<Instant> nextDue() {
        ZoneId here = zone.get();
        return rows.get().stream().flatMap(reminder -> reminder.next().stream()).map(next -> next.due(here)).min(Comparator.naturalOrder());
    }

    /// What the device has to say now, the oldest first: what is due and not too old.
    public List<Reminder> unspoken(DeviceId device) {
        return rows.get().stream().filter(reminder -> reminder.device().equals(device) && willBeSpoken(reminder))
            .sorted(Comparator.comparing(reminder -> reminder.unspoken().orElseThrow())).toList();
    }

    /// Whether a reminder that was due without being spoken still will be.
    public boolean willBeSpoken(Reminder reminder) {
        return reminder.unspoken().filter(due -> !settings.get().tooLate(due, time.now())).isPresent();
    }

    /// A reminder was spoken. Nothing changes where it was moved, deleted or due again meanwhile.
    public synchronized void spoken(Reminder reminder) {
        find(reminder.device(), reminder.id()).filter(now -> now.last().equals(reminder.last())).ifPresent(now -> put(now.spoken(time.now())));
    }

    private Optional<String> full(DeviceId device) {
        if (rows.get().size() >= ReminderRules.MAX_REMINDERS) {
            return Optional.of(ProblemReason.REMINDER_MANY.with(Integer.toString(ReminderRules.MAX_REMINDERS)));
        }
        int most = settings.get().perDevice();
        long open = rows.get().stream().filter(reminder -> reminder.device().equals(device) && reminder.next().isPresent()).count();
        return open >= most ? Optional.of(ProblemReason.REMINDER_MANY.with(Integer.toString(most))) : Optional.empty();
    }

    public Optional<Reminder> find(DeviceId device, ReminderId id) {
        return rows.get().stream().filter(reminder -> reminder.id().equals(id) && reminder.device().equals(device)).findFirst();
    }

    /// The lock of the callers keeps the writes to the store in the order of the rows; the store only queues them.
    private CompletableFuture<?> put(Reminder reminder) {
        changeRows(all -> all.put(reminder.id(), reminder));
        return store.write(reminder);
    }

    /// Shows all changes at once: those who look at the rows look at all of them each time.
    private void putAll(List<Reminder> changed) {
        if (!changed.isEmpty()) {
            changeRows(all -> changed.forEach(reminder -> all.put(reminder.id(), reminder)));
            changed.forEach(store::write);
        }
    }

    private CompletableFuture<?> remove(List<Reminder> gone) {
        changeRows(all -> gone.forEach(reminder -> all.remove(reminder.id())));
        return store.delete(gone.stream().map(Reminder::id).toList());
    }

    private ReminderRules rules() {
        return new ReminderRules(time.now(), zone.get());
    }

    private static ReminderChange refused(DeviceId device, String reason) {
        return new ReminderChange.Refused(Problem.of(ProblemCode.REMINDER_REFUSED, new ProblemSubject.Device(device), device, reason));
    }
}
