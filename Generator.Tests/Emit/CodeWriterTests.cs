using NetArch.Generator.Emit;

namespace NetArch.Generator.Tests.Emit;

public class CodeWriterTests
{
    [Fact]
    public void A_block_indents_its_body_and_closes_itself()
    {
        var writer = new CodeWriter();
        using (writer.Block("class A"))
        {
            using (writer.Block("int[] b =", "};")) writer.Line("1,");
        }

        writer.ToString().ShouldBe("class A\n{\n    int[] b =\n    {\n        1,\n    };\n}\n");
    }

    [Fact]
    public void Blank_lines_are_dropped_at_the_edges_of_blocks_and_never_doubled()
    {
        var writer = new CodeWriter();
        writer.Blank();
        using (writer.Block("class A"))
        {
            writer.Blank().Line("int a;").Blank().Line().Line("int b;").Blank();
        }

        writer.Blank();
        writer.ToString().ShouldBe("class A\n{\n    int a;\n\n    int b;\n}\n");
    }

    [Fact]
    public void Lines_keep_their_own_indentation_and_lose_carriage_returns()
    {
        var writer = new CodeWriter();
        using (writer.Block()) writer.Lines("a =\r\n    b;  \r\n\r\nc;");

        writer.ToString().ShouldBe("{\n    a =\n        b;\n\n    c;\n}\n");
    }

    [Fact]
    public void Continuations_are_indented_without_braces()
    {
        var writer = new CodeWriter();
        writer.Line("f(");
        using (writer.Indented()) writer.Line("a);");
        writer.Line("g();");

        writer.ToString().ShouldBe("f(\n    a);\ng();\n");
    }
}
