import RatePlans
import Telecom
import Testing

@Suite struct `Checking plans` {
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
