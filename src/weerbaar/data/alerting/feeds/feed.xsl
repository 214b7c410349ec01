<?xml version="1.0" encoding="UTF-8"?>
<!-- SPDX-License-Identifier: EUPL-1.2 -->
<!-- Shows a feed of alerts, Atom or RSS, to people who open it in a browser. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:a="http://www.w3.org/2005/Atom"
    exclude-result-prefixes="a">
  <xsl:output method="html" encoding="UTF-8" doctype-system="about:legacy-compat"/>

  <xsl:template match="/">
    <xsl:variable name="lang" select="string(a:feed/@xml:lang | rss/channel/language)"/>
    <html lang="{$lang}">
      <head>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <title><xsl:value-of select="a:feed/a:title | rss/channel/title"/></title>
        <style>
          body { font: 1.125rem/1.5 sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a;
                 background: #fff }
          article { border-top: 2px solid #767676; padding: 1rem 0 }
          h1, h2 { line-height: 1.2 }
          p { white-space: pre-line }
          a { color: #154273 }
        </style>
      </head>
      <body>
        <main>
          <h1><xsl:value-of select="a:feed/a:title | rss/channel/title"/></h1>
          <xsl:if test="not(a:feed/a:entry | rss/channel/item)">
            <xsl:choose>
              <xsl:when test="$lang = 'nl'"><p>Er zijn geen berichten.</p></xsl:when>
              <xsl:otherwise><p>There are no alerts.</p></xsl:otherwise>
            </xsl:choose>
          </xsl:if>
          <xsl:apply-templates select="a:feed/a:entry | rss/channel/item"/>
        </main>
      </body>
    </html>
  </xsl:template>

  <xsl:template match="a:entry">
    <article>
      <h2><xsl:value-of select="a:title"/></h2>
      <p><xsl:value-of select="a:summary"/></p>
      <p><xsl:value-of select="a:author/a:name"/>, <time datetime="{a:updated}"><xsl:value-of select="a:updated"/></time>,
        <a href="{a:link[@rel = 'alternate']/@href}">CAP</a></p>
    </article>
  </xsl:template>

  <xsl:template match="item">
    <article>
      <h2><xsl:value-of select="title"/></h2>
      <p><xsl:value-of select="description"/></p>
      <p><time><xsl:value-of select="pubDate"/></time>, <a href="{link}">CAP</a></p>
    </article>
  </xsl:template>
</xsl:stylesheet>
