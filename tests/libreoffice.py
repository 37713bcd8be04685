"""LibreOffice without a window: opens, edits and saves workbooks as a person would."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

LIBRARY = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard"
 library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Person"/>
</library:library>
"""
MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Person"
 script:language="StarBasic">
Sub Main(source As String, target As String)
  Dim how(0) As New com.sun.star.beans.PropertyValue
  how(0).Name = "Hidden"
  how(0).Value = True
  Dim book As Object
  book = StarDesktop.loadComponentFromURL(ConvertToURL(source), "_blank", 0, how())
  Dim sheet As Object
  sheet = book.Sheets.getByIndex(0)
  {edits}
  Dim form(0) As New com.sun.star.beans.PropertyValue
  form(0).Name = "FilterName"
  form(0).Value = "Calc MS Excel 2007 XML"
  book.storeToURL(ConvertToURL(target), form())
  book.close(True)
End Sub
</script:module>
"""


def installed() -> bool:
    return shutil.which("soffice") is not None


class Office:
    """LibreOffice with a profile of its own in ``folder``."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.run("--terminate_after_init")  # makes the profile

    def run(self, *arguments: str) -> None:
        profile = f"-env:UserInstallation={(self.folder / 'profile').as_uri()}"
        subprocess.run(
            ["soffice", profile, "--headless", "--norestore", "--nologo", *arguments],
            check=True,
            capture_output=True,
            timeout=120,
        )

    def converted(self, book: Path, form: str, name: str) -> Path:
        """``book`` in another form; the file called ``name``."""
        self.run("--convert-to", form, "--outdir", str(self.folder), str(book))
        return self.folder / name

    def typed(self, book: Path, cells: Mapping[str, str]) -> Path:
        """A copy of ``book`` in which somebody typed into cells of the first sheet."""
        standard = self.folder / "profile" / "user" / "basic" / "Standard"
        # FormulaLocal is what the keyboard gives: "=1+1" would be a formula in an ordinary cell.
        edits = "\n  ".join(
            f'sheet.getCellRangeByName("{place}").FormulaLocal = "{text}"'
            for place, text in cells.items()
        )
        (standard / "script.xlb").write_text(LIBRARY, encoding="utf-8")
        (standard / "Person.xba").write_text(MODULE.format(edits=edits), encoding="utf-8")
        target = self.folder / "typed.xlsx"
        self.run(f'macro:///Standard.Person.Main("{book}","{target}")')
        return target
