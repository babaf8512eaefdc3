using System.Text.Json.Nodes;
using Switchboard.Generators.Tests.Samples;

namespace Switchboard.Generators.Tests;

public sealed class SchemasTests
{
    [Theory]
    [InlineData("to", """{"description":"Who gets it.","type":"array","minItems":1,"maxItems":3,"items":{"type":"string","format":"email"}}""")]
    [InlineData("subject", """{"description":"One line; see body.","type":"string","minLength":1,"maxLength":20,"pattern":"^[^\\r\\n\\u0000]*$"}""")]
    [InlineData("from", """{"description":"Who sends it; null: the account.","type":"string","format":"email"}""")]
    [InlineData("phone", """{"description":"Number for SMS.","type":"string","pattern":"^\\+[1-9][0-9]{6,14}$"}""")]
    [InlineData("priority", """{"description":"How soon.","type":"string","enum":["low","veryHigh","ASAP"],"default":"veryHigh"}""")]
    [InlineData("copies", """{"description":"How many.","type":"integer","minimum":1,"maximum":10,"default":1}""")]
    [InlineData("weight", """{"description":"Weight in kilograms.","type":"number","minimum":0.5}""")]
    [InlineData("price", """{"description":"Price in euros.","type":"number","minimum":0.01,"maximum":1000}""")]
    [InlineData("tracked", """{"description":"Whether it is tracked.","type":"boolean","default":false}""")]
    [InlineData("at", """{"description":"When to send.","type":"string","format":"date-time"}""")]
    [InlineData("blocks", """{"description":"Any JSON."}""")]
    [InlineData("grid", """{"description":"Lists in a list.","type":"array","items":{"type":"array","items":{"type":["integer","null"]}}}""")]
    [InlineData("code", """{"description":"A code.","type":"string","pattern":"^[A-Z]{2}-\\d+$"}""")]
    [InlineData("read_on", """{"description":"Where to read on.","type":"string","format":"uri"}""")]
    public void A_field_lists_its_constraints(string field, string schema) =>
        Input("send")["properties"]![field]!.ToJsonString().ShouldBe(JsonNode.Parse(schema)!.ToJsonString());

    [Fact]
    public void An_input_says_what_is_required_and_forbids_the_rest()
    {
        var letter = Input("send");

        letter["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        letter["type"]!.GetValue<string>().ShouldBe("object");
        letter["description"]!.GetValue<string>().ShouldBe("A letter.");
        letter["required"]!.ToJsonString().ShouldBe("""["to","subject"]""");
        letter["anyOf"]!.ToJsonString().ShouldBe("""[{"required":["body"]},{"required":["blocks"]}]""");
        letter["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        letter["properties"]!["files"]!["items"]!["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void A_recursive_record_stands_under_defs()
    {
        var folder = Input("putFolder");

        folder["properties"]!["folders"]!["items"]!["$ref"]!.GetValue<string>().ShouldBe("#/$defs/Folder");
        folder["$defs"]!["Folder"]!["properties"]!["owner"]!["$ref"]!.GetValue<string>().ShouldBe("#/$defs/Owner");
        folder["$defs"]!["Owner"]!["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
    }

    [Fact]
    public void An_output_may_grow_and_says_what_may_be_null()
    {
        var page = Output("list");

        page.ToJsonString().ShouldNotContain("additionalProperties");
        page["required"]!.ToJsonString().ShouldBe("""["items"]""");
        page["properties"]!["priority"]!["enum"]!.ToJsonString().ShouldBe("""["low","veryHigh","ASAP",null]""");
        page["properties"]!["first"]!["anyOf"]![1]!.ToJsonString().ShouldBe("""{"type":"null"}""");
        page["properties"]!["items"]!["items"]!["properties"]!["name"]!.ToJsonString().ShouldBe("""{"description":"File name.","type":"string"}""");
    }

    private static JsonNode Input(string action) => JsonNode.Parse(MailConnector.Binding.Find(action)!.Descriptor.InputSchema)!;

    private static JsonNode Output(string action) => JsonNode.Parse(MailConnector.Binding.Find(action)!.Descriptor.OutputSchema)!;
}
