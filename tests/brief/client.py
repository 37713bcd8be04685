"""A calendar as a person has one: files are opened in it, and it does what RFC 5546 says."""

from icalendar import Calendar


class Client:
    """Events by UID; what was cancelled is remembered by its SEQUENCE alone."""

    def __init__(self):
        self.events, self.newest = {}, {}

    def open(self, data):
        calendar = Calendar.from_ical(data)
        assert calendar.errors == []
        for event in calendar.walk("VEVENT"):
            assert event.errors == []
            self._take(str(calendar["METHOD"]), event)

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
