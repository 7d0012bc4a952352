package earshot.meeting.store;

import earshot.store.Migration;

/// The tables of meetings. `revision` of a meeting grows with each change of it, `archived` is the revision that its files show, `told` is
/// when the summary that was announced last was written.
final class MeetingSchema {
    private MeetingSchema() {}

    static final Migration FIRST = Migration.of(5,
        """
        create table meeting (
            number integer primary key,
            id text not null unique,
            title text not null,
            state text not null,
            devices text not null,
            started_at integer not null,
            ended_at integer,
            last_at integer not null,
            segments integer not null,
            sounds integer not null,
            trashed_at integer,
            revision integer not null default 1,
            archived integer not null default 0,
            told integer not null default 0)""",
        "create index meeting_by_end on meeting (ended_at)",
        """
        create table segment (
            row integer primary key,
            meeting integer not null references meeting on delete cascade,
            number integer not null,
            at integer not null,
            device text not null,
            speaker text not null,
            tag text not null,
            text text not null,
            original text,
            status text not null,
            sound_from integer,
            sound_length integer,
            unique (meeting, number))""",
        """
        create table summary (
            meeting integer not null references meeting on delete cascade,
            checkpoint integer not null,
            at integer not null,
            title text not null,
            duration integer not null,
            bullets text not null,
            decisions text not null,
            actions text not null,
            risks text not null,
            next_steps text not null,
            segments integer not null,
            source text not null,
            writer text not null,
            metrics text,
            primary key (meeting, checkpoint, at)) without rowid""",
        """
        create table mark (
            meeting integer not null references meeting on delete cascade,
            number integer not null,
            at integer not null,
            label text not null,
            primary key (meeting, number)) without rowid""",
        """
        create table speaker (
            meeting integer not null references meeting on delete cascade,
            speaker text not null,
            name text not null,
            primary key (meeting, speaker)) without rowid""",
        """
        create table delivery (
            number integer primary key,
            meeting integer not null references meeting on delete cascade,
            at integer not null,
            host text not null,
            result text not null,
            status integer not null,
            bytes integer not null,
            digest text not null,
            reason text not null)""",
        "create index delivery_by_meeting on delivery (meeting)",
        // a sentence is indexed under its row, a title under the negative number of its meeting
        "create virtual table words using fts5(text, content='', contentless_delete=1, tokenize='unicode61 remove_diacritics 2', prefix='2')",
        "create trigger segment_gone after delete on segment begin delete from words where rowid = old.row; end",
        "create trigger meeting_gone after delete on meeting begin delete from words where rowid = -old.number; end");

    /// Why it ended, and the pauses of one that continued after that, as JSON.
    static final Migration PAUSES = Migration.of(8, "alter table meeting add column end_cause text",
        "alter table meeting add column pauses text not null default '[]'");

    /// The meetings that were joined into one, as JSON. Texts of a meeting beside the one that is shown, which is in the tables above: a row of `version`
    /// for each of them and for the shown one, none for a meeting with one text.
    static final Migration VERSIONS = Migration.of(11,
        "alter table meeting add column parts text not null default '[]'",
        """
        create table version (
            meeting integer not null references meeting on delete cascade,
            number integer not null,
            recognizer text not null,
            at integer not null,
            shown integer not null,
            primary key (meeting, number)) without rowid""",
        """
        create table version_segment (
            meeting integer not null references meeting on delete cascade,
            version integer not null,
            number integer not null,
            at integer not null,
            device text not null,
            speaker text not null,
            tag text not null,
            text text not null,
            original text,
            status text not null,
            sound_from integer,
            sound_length integer,
            primary key (meeting, version, number)) without rowid""",
        """
        create table version_summary (
            meeting integer not null references meeting on delete cascade,
            version integer not null,
            checkpoint integer not null,
            at integer not null,
            title text not null,
            duration integer not null,
            bullets text not null,
            decisions text not null,
            actions text not null,
            risks text not null,
            next_steps text not null,
            segments integer not null,
            source text not null,
            writer text not null,
            metrics text,
            primary key (meeting, version, checkpoint, at)) without rowid""");
}
