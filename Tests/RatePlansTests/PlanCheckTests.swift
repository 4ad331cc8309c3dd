import RatePlans
import Telecom
import Testing

@Suite struct `Checking plans` {
  @Test func `tells of many problems alike by the first, and lists all of them in a table`() throws {
    func deck(_ rows: Int) -> String {
      "prefix,rate_per_minute\n44,x\n" + (0..<rows).map { "4\(1000 + $0)-\(2000 + $0),1\n" }.joined() + "45,y\n"
    }
    for (rows, lines) in [(10, 12), (11, 4), (3000, 4)] {
      let files = try PlanFiles(["a.csv": deck(rows)])
      let check = PlanCheck(paths: [files.folder + "/a.csv"])
      let text = check.text(as: .text).split(separator: "\n")
      #expect(check.problems.count == rows + 2 && text.count == lines, "\(rows)")
      #expect(check.text(as: .csv).split(separator: "\n").count == rows + 3)
      #expect(check.text(as: .json).split(separator: "\n").count == rows + 2)
      guard lines == 4 else { continue }
      #expect(text[1].contains("41000-2000") && text[3].contains("'y'") || text[3].contains(":\(rows + 3):"), "\(text)")
      #expect(text[2].hasSuffix("a.csv: error: and \(rows - 1) more rows like that one; --format csv lists all"), "\(text)")
    }
  }

  @Test func `goes on with the next plan, and prints each problem in the form asked for`() throws {
    let files = try PlanFiles(["a.csv": "prefix,rate_per_minute\n44,x\n", "b.csv": "prefix,rate_per_minute\n44,1\n44,1\n"])
    let paths = ["a.csv", "none.csv", "b.csv"].map { files.folder + "/" + $0 }
    let check = PlanCheck(paths: paths)
    #expect(check.hasErrors)
    #expect(check.problems.map(\.location.file) == paths)

    let only = PlanCheck(paths: [paths[2]])
    #expect(!only.hasErrors)
    let place = paths[2] + ":3"
    #expect(
      only.text(as: .text)
        == "\(place): warning: prefix 44 already has this rate at line 2; delete one of the two rows, or give them different effective dates\n")
    #expect(
      only.text(as: .csv) == """
        file,line,column,severity,message,remedy
        \(paths[2]),3,,warning,prefix 44 already has this rate at line 2,"delete one of the two rows, or give them different effective dates"

        """)
    #expect(
      only.text(as: .json)
        == "{\"file\":\"\(paths[2])\",\"line\":3,\"severity\":\"warning\",\"message\":\"prefix 44 already has this rate at line 2\",\"remedy\":\"delete one of the two rows, or give them different effective dates\"}\n")
  }
}
