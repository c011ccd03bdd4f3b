// Each HTML file named: no axe violation, valid HTML, no sideways scrolling
// of the page at 320 CSS pixels, every wide table reached by keyboard, and
// nothing that runs, asks or is fetched, though the page's own policy is off.
// --shots DIR keeps a picture of each, for people.
import { readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";
import { HtmlValidate } from "html-validate";

const require = createRequire(import.meta.url);
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const args = process.argv.slice(2);
const at = args.indexOf("--shots");
const shots = at < 0 ? null : args.splice(at, 2)[1];

const html = new HtmlValidate({
	extends: ["html-validate:recommended", "html-validate:a11y"],
	rules: {
		// The writer puts no line ends where none are wanted.
		"no-inline-style": "error",
		"long-title": "off",
		// A row may hold more bytes than an editor likes.
		"no-trailing-whitespace": "off",
	},
});

let passed = 0;
let failed = 0;
function verdict(name, problems) {
	if (problems.length === 0) {
		passed++;
		return;
	}
	failed++;
	console.log(`  FAILED  ${name}`);
	for (const problem of problems) console.log(`    ${problem}`);
}

async function axeProblems(page) {
	// The page's own policy forbids scripts: the debugger's may run.
	await page.evaluate(axe);
	const result = await page.evaluate(() =>
		window.axe.run(document, {
			runOnly: [
				"wcag2a", "wcag2aa", "wcag21a", "wcag21aa",
				"wcag22aa", "best-practice",
			],
		}));
	return result.violations.map((v) =>
		`${v.id}: ${v.help} (${v.nodes.length}): ` +
		v.nodes[0].html.slice(0, 160));
}

async function keyboardProblems(page) {
	return page.evaluate(() => {
		const problems = [];
		for (const box of document.querySelectorAll(".scroll")) {
			box.focus();
			if (document.activeElement !== box)
				problems.push("a table that the keyboard " +
					"cannot reach");
			const label = document.getElementById(
				box.getAttribute("aria-labelledby"));
			if (!label || !label.textContent.trim())
				problems.push("a table without a name");
		}
		if (document.querySelector("[rowspan],[colspan]"))
			problems.push("a merged cell");
		if (document.querySelector("script,iframe,object,img"))
			problems.push("something active or loaded");
		return problems;
	});
}

// Harmful texts set window.ran, by themselves or by a link that is pressed.
async function activeProblems(page, asked) {
	const problems = asked.filter((url) => !url.startsWith("file://"))
		.map((url) => `the page asks for ${url}`);
	problems.push(...await page.evaluate(() =>
		[...document.querySelectorAll("[href],[src],[action]")]
			.filter((e) => !/^(#|https?:|mailto:)/.test(
				e.getAttribute("href") || "no link"))
			.map((e) => `a link or source: ${e.outerHTML}`)));
	problems.push(...await page.evaluate(() =>
		[...document.querySelectorAll("*")].flatMap((e) =>
			[...e.attributes].filter((a) => /^on/i.test(a.name))
				.map((a) => `a handler: ${a.name}`))));
	if (await page.evaluate(() => "ran" in window))
		problems.push("a script ran");
	return problems;
}

async function reflowProblems(page) {
	await page.setViewportSize({ width: 320, height: 640 });
	const wide = await page.evaluate(() =>
		document.documentElement.scrollWidth);
	return wide > 320 ? [`the page is ${wide} pixels wide at 320`] : [];
}

const browser = await chromium.launch({
	executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
	args: process.getuid() === 0 ? ["--no-sandbox"] : [],
});
for (const file of args) {
	const name = basename(file);
	const report = await html.validateFile(file);
	const page = await browser.newPage({
		viewport: { width: 1280, height: 900 },
		bypassCSP: true,
	});
	const asked = [];
	page.on("request", (request) => asked.push(request.url()));
	page.on("dialog", (dialog) => {
		asked.push(`a dialog: ${dialog.message()}`);
		dialog.dismiss();
	});
	await page.goto(`file://${resolve(file)}`);
	verdict(`${name}: html-validate`, report.results.flatMap((r) =>
		r.messages.map((m) =>
			`${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
	verdict(`${name}: axe`, await axeProblems(page));
	verdict(`${name}: active`, await activeProblems(page, asked));
	verdict(`${name}: keyboard`, await keyboardProblems(page));
	if (shots)
		await page.screenshot({
			path: `${shots}/${name}.png`, fullPage: true,
		});
	verdict(`${name}: reflow`, await reflowProblems(page));
	await page.close();
}
await browser.close();
console.log(`browser: ${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);
