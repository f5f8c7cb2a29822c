<?xml version="1.0" encoding="UTF-8"?>
<!-- The content.xml of an ODT as a page: headings, paragraphs, lists, tables, and looks as far as they hide or embolden. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"
  xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0">
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
  <xsl:key name="style" match="style:style" use="@style:name"/>
  <xsl:key name="bold" match="style:style[style:text-properties[contains(concat(@fo:font-weight, @style:font-weight-complex), 'bold')]]" use="@style:name"/>
  <xsl:key name="bullets" match="text:list-level-style-bullet | text:list-level-style-image" use="concat(../@style:name, ' ', @text:level)"/>

  <xsl:template match="/">
    <html><body><xsl:apply-templates select="//office:text/node()"/></body></html>
  </xsl:template>

  <xsl:template match="office:annotation | text:tracked-changes | text:table-of-content | text:note-citation"/>
  <xsl:template match="text:note"><xsl:apply-templates select="text:note-body/*/node()"/></xsl:template>
  <xsl:template match="text:line-break"><br/><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="text:s | text:tab"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="text:hidden-text | text:hidden-paragraph"><span hidden=""><xsl:apply-templates/></span></xsl:template>

  <xsl:template match="text:h">
    <xsl:element name="h{substring(concat(translate(translate(@text:outline-level, translate(@text:outline-level, '123456789', ''), ''), '789', '666'), '1'), 1, 1)}">
      <xsl:call-template name="words"/>
    </xsl:element>
  </xsl:template>
  <xsl:template match="text:p"><p><xsl:call-template name="words"/></p></xsl:template>
  <xsl:template match="text:span"><span><xsl:call-template name="words"/></span></xsl:template>

  <xsl:template match="text:list">
    <xsl:variable name="name" select="ancestor-or-self::text:list[@text:style-name][1]/@text:style-name"/>
    <xsl:choose>
      <xsl:when test="key('bullets', concat($name, ' ', count(ancestor-or-self::text:list)))"><ul><xsl:apply-templates/></ul></xsl:when>
      <xsl:otherwise>
        <ol>
          <xsl:for-each select="(@text:start-value | text:list-item[1]/@text:start-value)[1]"><xsl:attribute name="start"><xsl:value-of select="."/></xsl:attribute></xsl:for-each>
          <xsl:apply-templates/>
        </ol>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="text:list-item"><li><xsl:apply-templates/></li></xsl:template>

  <!-- A table with lists, tables or several paragraphs in a cell only places them on the page. -->
  <xsl:template match="table:table">
    <table>
      <xsl:for-each select=".//table:table-row">
        <tr><xsl:for-each select="table:table-cell"><td><xsl:apply-templates/></td></xsl:for-each></tr>
      </xsl:for-each>
    </table>
  </xsl:template>
  <xsl:template match="table:table[.//text:list or .//table:table or .//table:table-cell[count(text:p[normalize-space()]) > 1]]">
    <xsl:for-each select="table:table-row | */table:table-row"><xsl:for-each select="table:table-cell"><div><xsl:apply-templates/></div></xsl:for-each></xsl:for-each>
  </xsl:template>

  <!-- The words of an element in its look: that of its style after those that it is based on. -->
  <xsl:template name="words">
    <xsl:attribute name="style"><xsl:call-template name="look"><xsl:with-param name="name" select="@text:style-name"/></xsl:call-template></xsl:attribute>
    <xsl:choose>
      <xsl:when test="key('bold', @text:style-name)"><b><xsl:apply-templates/></b></xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template name="look">
    <xsl:param name="name"/>
    <xsl:param name="depth" select="20"/>
    <xsl:variable name="style" select="key('style', $name)[1]"/>
    <xsl:if test="$style and $depth">
      <xsl:call-template name="look">
        <xsl:with-param name="name" select="$style/@style:parent-style-name"/>
        <xsl:with-param name="depth" select="$depth - 1"/>
      </xsl:call-template>
      <xsl:for-each select="$style/*/@fo:color | $style/*/@fo:background-color | $style/*/@fo:font-size[contains(., 'pt')] | $style/*/@text:display">
        <xsl:value-of select="concat(local-name(), ':', ., ';')"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
