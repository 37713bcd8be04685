"""A calendar as a person has one: files are opened in it, and it does what RFC 5546 says.

Of a message that asks or cancels, it refuses what Outlook passes over: events with another UID.
"""

from icalendar import Calendar


class Client:
    """Events by UID; what was cancelled is remembered by its SEQUENCE alone."""

    def __init__(self):
        self.events, self.newest = {}, {}

    def open(self, data):
        calendar = Calendar.from_ical(data)
        assert calendar.errors == []
        method, events = str(calendar["METHOD"]), calendar.walk("VEVENT")
        assert events
        if method in ("REQUEST", "CANCEL"):
            assert len({str(event["UID"]) for event in events}) == 1
        for event in events:
            assert event.errors == []
            assert "ATTENDEE" in event or method != "REQUEST"
            assert "ATTENDEE" not in event or method != "PUBLISH"
            self._take(method, event)

    def _take(self, method, event):
        uid = str(event["UID"])
        revision = int(event["SEQUENCE"]), event.decoded("DTSTAMP")
        if method == "CANCEL":
            assert str(event["STATUS"]) == "CANCELLED"
            if revision[0] > self.newest.get(uid, (-1,))[0]:
                self.events.pop(uid, None)
                self.newest[uid] = revision
            return
        assert method in ("REQUEST", "PUBLISH")
        # The same SEQUENCE with a later DTSTAMP is a newer copy of an event that is there.
        if revision[0] > self.newest.get(uid, (-1,))[0] or (
            uid in self.events and revision >= self.newest[uid]
        ):
            self.events[uid] = event
            self.newest[uid] = revision

    @property
    def times(self):
        return sorted((event.decoded("DTSTART") for event in self.events.values()), key=str)
